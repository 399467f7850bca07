package dev.deskbus.gateway.tpi.cws;

import static dev.deskbus.gateway.tpi.cws.Surroundings.ANN;
import static dev.deskbus.gateway.tpi.cws.Surroundings.ROSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Format;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.tpi.cws.CwsPushes.Card;
import dev.deskbus.port.VisitorStore.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every frame of the guide: requests as printed there and what TPI v2 is asked, pushes to the byte.
 * After a deliberate change run with {@code -Ddeskbus.golden=write} and review the difference.
 */
class CwsGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/wire/cws");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SessionId SESSION = new SessionId(96);
    private static final Instant AT = Instant.ofEpochMilli(1400913830109L);
    private static final Card CARD = new Card(ANN, "Ann", "/icons/ann.png", "备注");

    private final CwsCodec codec = new CwsCodec();

    static Stream<Path> requests() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("request"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aFrameIsARequestOfTpi(Path sample) throws IOException {
        String[] parts = Files.readString(sample).split("\n=====\n", -1);

        CwsFrame frame = codec.open(parts[0]);
        CwsType type = CwsType.of(frame.fields());

        assertThat(CwsCodec.translate(type, frame.fields()).copy()).hasToString(parts[1].strip());
        assertThat(sample.getFileName().toString()).startsWith("%03d".formatted(type.number()));
    }

    @Test
    void everyTypeHasASample() throws IOException {
        List<String> samples = requests().map(path -> path.getFileName().toString()).toList();

        assertThat(Stream.of(CwsType.values()))
                .allMatch(
                        type ->
                                type == CwsType.HEARTBEAT
                                        || type == CwsType.RECEIPT
                                        || samples.stream()
                                                .anyMatch(
                                                        name ->
                                                                name.startsWith(
                                                                        "%03d"
                                                                                .formatted(
                                                                                        type
                                                                                                .number()))));
    }

    static Stream<Arguments> pushes() {
        CwsPushes pushes = new CwsPushes(Surroundings.wording(), "zip,rar,jpg");
        return Stream.of(
                Arguments.of(
                        "200",
                        pushes.welcome(
                                List.of(new RatingOption(1, "满意")),
                                List.of(new SessionId(1288), new SessionId(1290)))),
                Arguments.of(
                        "201_waiting",
                        CwsPushes.requestStatus(asked(RequestStatus.WAITING, 3, null))),
                Arguments.of(
                        "201_first",
                        CwsPushes.requestStatus(asked(RequestStatus.WAITING, 0, null))),
                Arguments.of(
                        "201_timeout",
                        CwsPushes.requestStatus(asked(RequestStatus.TIMEOUT, 0, null))),
                Arguments.of(
                        "201_handover",
                        CwsPushes.requestStatus(asked(RequestStatus.ACCEPTED, 0, SESSION))),
                push("202", new CwsNews.Started(false)),
                push("202_continued", new CwsNews.Started(true)),
                push("203", new CwsNews.RatingAsked(ANN)),
                push("204", new CwsNews.AgentsChanged()),
                push("205", new CwsNews.Ended(new AgentId("SELITE"), "closed by the agent")),
                push("205_idle", new CwsNews.Ended(null, "idle")),
                said("210_1_plain", ANN, new Text("1 < 2", Format.PLAIN)),
                said("210_1_html", ANN, new Text("<b>hi</b>", Format.HTML)),
                said("210_2", ANN, media(Media.Kind.PICTURE, "/f/1/a.png")),
                said("210_3", ANN, media(Media.Kind.FILE, "http://x/a.doc")),
                said("210_4", ANN, new Location(34.12, 131.24, "上海", "baidu", null)),
                said("210_5", ANN, new Media(Media.Kind.VOICE, "/f/1/a.amr", null, null, 33, null)),
                said("210_6", ANN, media(Media.Kind.VIDEO, "/f/1/a.mp4")),
                said("210_nowhere", ANN, media(Media.Kind.PICTURE, "data:x")),
                said("210_99_idle", null, new Notice(Notice.IDLE_WARNING, "即将关闭")),
                said("210_99_custom", ANN, new Notice(Notice.CUSTOM, "{\"card\":1}")),
                Arguments.of("210_99_typing", CwsPushes.typing(SESSION, ANN)));
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void aPushIsWhatTheGuidePrints(String name, ObjectNode push) throws IOException {
        Path golden = ROOT.resolve("push").resolve(name + ".json");
        if ("write".equals(System.getProperty("deskbus.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, push + "\n");
        }
        assertThat(golden).content().isEqualTo(push + "\n");
    }

    @Test
    void noSampleIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("push"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            pushes().map(each -> each.get()[0] + ".json").toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type:110,sessionId:1}",
                "{type:110,sessionId:1,msg:'x'}",
                "{type:110,sessionId:1,msg:{content:{text:'x'}}}",
                "{type:110,sessionId:1,msg:{type:2,content:'x'}}",
                "{type:104,sessionId:1,rating:3}"
            })
    void aFrameThatLacksSomethingIsRefused(String text) {
        assertRefused(text, ErrorCode.PARAMETER_INVALID);
    }

    @Test
    void aKindThatNobodyKnowsIsNoMessage() {
        assertRefused("{type:110,msg:{type:7,content:{}}}", ErrorCode.MESSAGE_KIND_UNKNOWN);
        assertRefused("{type:110,msg:{type:0,content:'x'}}", ErrorCode.MESSAGE_KIND_UNKNOWN);
        assertRefused("{type:3,loginName:'x'}", ErrorCode.REQUEST_TYPE_UNKNOWN);
        assertRefused("{type:[]}", ErrorCode.REQUEST_TYPE_UNKNOWN);
        assertRefused("{}", ErrorCode.REQUEST_TYPE_UNKNOWN);
    }

    @Test
    void anAnswerSaysWhatItAnswersAsItWasSent() throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("result", 1).put("message", "");

        assertThat(codec.open("{type:'110',messageId:'a'}").mark(answer).toString())
                .isEqualTo("{\"messageId\":\"a\",\"type\":\"110\",\"result\":1,\"message\":\"\"}");
        assertThat(codec.open("{type:110,messageId:1.25}").mark(answer))
                .hasToString("{\"messageId\":1.25,\"type\":110,\"result\":1,\"message\":\"\"}");
        assertThat(codec.open("{type:{},messageId:[1]}").mark(answer)).isEqualTo(answer);
        assertThat(codec.open("{messageId:'" + "x".repeat(1025) + "'}").mark(answer))
                .isEqualTo(answer);
    }

    private void assertRefused(String text, ErrorCode code) {
        assertThatThrownBy(
                        () -> {
                            CwsFrame frame = codec.open(text);
                            CwsCodec.translate(CwsType.of(frame.fields()), frame.fields());
                        })
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Asked asked(RequestStatus status, int position, SessionId handsOver) {
        return new Asked(new RequestId(103), status, position, handsOver);
    }

    private static Arguments push(String name, CwsNews news) {
        CwsPushes pushes = new CwsPushes(Surroundings.wording(), "zip,rar,jpg");
        return Arguments.of(name, pushes.of(SESSION, news, List.of(CARD), ROSE));
    }

    private static Arguments said(
            String name, AgentId agent, dev.deskbus.domain.session.Message message) {
        return push(name, new CwsNews.Spoken(agent, message, AT));
    }

    private static Media media(Media.Kind kind, String url) {
        return new Media(kind, url, "a", 12L, null, "/f/1/t.png");
    }
}
