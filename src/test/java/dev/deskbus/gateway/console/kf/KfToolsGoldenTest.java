package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.search.Snippet;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.TranscriptSearch.Hit;
import dev.deskbus.port.TranscriptSearch.Place;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tools answer, to the byte; and that the document shows just these frames. */
class KfToolsGoldenTest {
    private static final CannedReply SHARED =
            new CannedReply(1, null, new ReplyDraft("问候", "hi", "开场白", "您好，请问有什么可以帮您？"), true);
    private static final CannedReply OWN =
            new CannedReply(7, SELITE.id(), new ReplyDraft("问候", "hello", "", "您好呀"), false);
    private static final Note NOTE =
            new Note(
                    5,
                    LORI.id(),
                    new SessionId(96),
                    SELITE.id(),
                    "已补发，单号 SF123",
                    Instant.ofEpochSecond(1_510_125_016));
    private static final Tag COMPLAINT = new Tag("投诉");

    private static void same(JsonObject frame) throws Exception {
        assertThat(frame.encode()).isEqualTo(Wire.tool("golden", frame.getString("method")));
    }

    private static JsonArray array(Object... items) {
        return new JsonArray(List.of(items));
    }

    @Test
    void replies() throws Exception {
        JsonObject own = KfToolReplies.reply(OWN, SELITE);
        same(
                KfToolReplies.list(
                        "get_reply_list",
                        "reply_list",
                        array(KfToolReplies.reply(SHARED, SELITE), own),
                        2));
        same(KfToolReplies.data("add_reply", own));
        same(KfToolReplies.data("set_reply", own));
        same(KfReplies.done("delete_reply"));
    }

    @Test
    void notes() throws Exception {
        JsonObject note = KfToolReplies.note(NOTE, Map.of(SELITE.id(), SELITE));
        same(KfToolReplies.data("add_note", note));
        same(KfToolReplies.list("get_note_list", "note_list", array(note), 5L));
        same(KfReplies.done("delete_note"));
    }

    @Test
    void tags() throws Exception {
        same(KfToolReplies.tagSet(new TagSet(List.of(new Tag("VIP"), COMPLAINT), true)));
        same(KfToolReplies.tags("get_tag_list", List.of(new Tag("VIP"))));
        same(KfToolReplies.tags("add_tag", List.of(COMPLAINT)));
        same(KfToolReplies.tags("remove_tag", List.of()));
    }

    private static PastSession open() {
        return new PastSession(
                new SessionId(97),
                LORI,
                Protocol.WECHAT,
                "WECHAT",
                new PastSession.Queue(new QueueId(3), "机器人"),
                SessionKind.ROBOT,
                NOW,
                null,
                List.of(new PastSession.Participant(0, "小迪")),
                null,
                List.of(),
                0);
    }

    private static PastSession closed() {
        return new PastSession(
                new SessionId(96),
                LORI,
                Protocol.TPI_V2,
                "APP",
                new PastSession.Queue(new QueueId(1), "售前"),
                SessionKind.HUMAN,
                NOW,
                new PastSession.End(
                        NOW.plusSeconds(300),
                        new Party.OfAgent(SELITE.id()),
                        "closed by the agent"),
                List.of(
                        new PastSession.Participant(1, "Elite"),
                        new PastSession.Participant(2, "Lori")),
                new PastSession.Rated(new Rating(1, "很好", null), "满意"),
                List.of(COMPLAINT),
                1);
    }

    @Test
    void sessions() throws Exception {
        same(
                KfToolReplies.list(
                        "get_user_session_list",
                        "session_list",
                        array(KfToolReplies.session(open()), KfToolReplies.session(closed())),
                        96L));
        same(KfToolReplies.list("get_tag_session_list", "session_list", array(), null));
    }

    @Test
    void transcripts() throws Exception {
        same(
                KfToolReplies.list(
                        "get_session_record",
                        "list_chat",
                        array(
                                new KfRecordLine(row(2, NOW, new Party.OfClient(LORI.id())), null)
                                        .encode(true),
                                new KfRecordLine(
                                                row(
                                                        3,
                                                        NOW.plusSeconds(1),
                                                        new Party.OfAgent(SELITE.id())),
                                                SELITE)
                                        .encode(true)),
                        2L));
        Hit hit =
                new Hit(
                        row(3, NOW, new Party.OfAgent(SELITE.id())),
                        LORI,
                        new Snippet("我想申请退款，谢谢", List.of(new Snippet.Mark(4, 6))));
        same(
                KfToolReplies.list(
                        "search_chat_record",
                        "hit_list",
                        array(KfToolReplies.hit(hit, SELITE)),
                        KfToolCodec.encode(new Place(NOW, 71))));
    }

    private static HistoryRow row(long seq, Instant at, Party speaker) {
        return new HistoryRow(
                seq,
                new SessionId(96),
                seq,
                speaker,
                Message.Text.plain("hello"),
                null,
                at,
                at,
                false,
                0,
                false);
    }

    static List<String> methods() {
        return KfToolCodec.METHODS.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theDocumentShowsBothFramesOfEachMethod(String method) throws Exception {
        List<String> document = Files.readAllLines(Path.of("docs/agent-tools.md"));

        assertThat(document)
                .contains(Wire.tool("request", method))
                .contains(Wire.tool("golden", method));
    }
}
