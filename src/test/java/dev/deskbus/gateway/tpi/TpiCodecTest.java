package dev.deskbus.gateway.tpi;

import static dev.deskbus.domain.client.Dialect.HistoryMessageType.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Dialect.HistoryMessageType;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TpiCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TpiCodec TARGET =
            new TpiCodec(() -> "fresh", ZoneId.of("Asia/Shanghai"), "https://chat.example");

    static Stream<WireFiles.Sample> requests() {
        return WireFiles.samples("requests");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aCapturedRequestMeansThis(WireFiles.Sample sample) {
        assertThat(decoded(sample.body())).isEqualTo(sample.expected());
    }

    static Stream<Arguments> replies() {
        SessionId session = new SessionId(96);
        return Stream.of(
                Arguments.of(
                        "logged-on",
                        new TpiReplies.LoggedOn(
                                new ClientId("c1"), "21B92585-4FDF-EF9D-1C8E-19D34D06F34B")),
                Arguments.of("done-success", TpiReplies.Done.SUCCESS),
                Arguments.of("done-quiet", TpiReplies.Done.QUIET),
                Arguments.of("queued", new TpiReplies.Queued(new RequestId(103), at(3))),
                Arguments.of("queued-at-least-1", new TpiReplies.Queued(new RequestId(103), at(0))),
                Arguments.of(
                        "already-waiting",
                        new TpiReplies.AlreadyWaiting(new RequestId(103), at(2))),
                Arguments.of("already-talking", new TpiReplies.AlreadyTalking(session)),
                Arguments.of(
                        "immediate-robot",
                        new TpiReplies.Talking(
                                session,
                                agent("BOT003", "XIAODUO", Agent.Role.ROBOT),
                                false,
                                false)),
                Arguments.of(
                        "continued",
                        new TpiReplies.Talking(
                                session, agent("SELITE", "Elite", Agent.Role.AGENT), true, false)),
                Arguments.of(
                        "continued-without-agent",
                        new TpiReplies.Talking(session, null, true, false)),
                Arguments.of(
                        "refused",
                        new TpiReplies.Refused(TpiResult.INVAILD_CHAT_SESSION_ID, "会话")));
    }

    static Stream<Arguments> repliesOfWaiting() {
        SessionId session = new SessionId(96);
        return Stream.of(
                Arguments.of("state-waiting", state(RequestStatus.WAITING, 2, null, null)),
                Arguments.of(
                        "state-accepted",
                        state(
                                RequestStatus.ACCEPTED,
                                0,
                                session,
                                agent("SELITE", "Elite", Agent.Role.AGENT))),
                Arguments.of("state-timeout", state(RequestStatus.TIMEOUT, 0, null, null)),
                Arguments.of(
                        "queued-in-words",
                        new TpiReplies.Queued(new RequestId(103), new TpiReplies.Place(3, true))),
                Arguments.of(
                        "state-waiting-in-words",
                        new TpiReplies.RequestState(
                                RequestStatus.WAITING, new TpiReplies.Place(2, true), null, null)),
                Arguments.of(
                        "transfer-queued",
                        new TpiReplies.TransferQueued(new RequestId(104), at(1))));
    }

    static Stream<Arguments> repliesOfTheLaterEdition() {
        return Stream.of(
                Arguments.of("history", history(rows(), true)),
                Arguments.of("history-empty", history(List.of(), false)),
                Arguments.of("history-sample", history(rows().subList(0, 1), false, SAMPLE)),
                Arguments.of(
                        "history-offline",
                        history(
                                List.of(
                                        said(
                                                152807,
                                                null,
                                                new Party.OfClient(new ClientId("c1")),
                                                new Message.Location(
                                                        34.12,
                                                        131.24,
                                                        "上海市中山西路2025号",
                                                        "baidu",
                                                        null))),
                                false)),
                Arguments.of(
                        "immediate-dedicated",
                        new TpiReplies.Talking(
                                new SessionId(96),
                                agent("SELITE", "Elite", Agent.Role.AGENT),
                                false,
                                true)),
                Arguments.of(
                        "agent-logged-on",
                        new TpiReplies.AgentLoggedOn(new AgentId("SELITE"), "aaa.bbb.ccc")),
                Arguments.of(
                        "client-changed",
                        new TpiReplies.ClientChanged("xxxxxxxxxx", new SessionId(1299))),
                Arguments.of("queue-agents", new TpiReplies.QueueAgents(List.of(view()))));
    }

    @ParameterizedTest
    @MethodSource({"replies", "repliesOfWaiting", "repliesOfTheLaterEdition"})
    void aReplyHasTheseKeysAndNoOthers(String file, TpiReplies reply) throws Exception {
        assertThat(JSON.readTree(TARGET.encode(reply, Language.CHINESE).toString()))
                .isEqualTo(JSON.readTree(WireFiles.text("replies/" + file + ".json")));
    }

    @Test
    void theSameWordsAtTheSameTimeHaveTheSameRecentKey() {
        String first = words("'text': 'a', 'time': 1400913830109").key().recent();

        assertThat(first).isNotNull();
        assertThat(words("text: 'a', time: '1400913830109'").key().recent()).isEqualTo(first);
        assertThat(words("text: 'b', time: 1400913830109").key().recent()).isNotEqualTo(first);
        assertThat(words("text: 'a', time: 1400913830110").key().recent()).isNotEqualTo(first);
        assertThat(words("text: 'a'").key().recent()).isNull();
    }

    @Test
    void aNamedMessageIsTheSameForEver() {
        var numbered = words("text: 'a', time: 1, messageId: 7").key();

        assertThat(words("text: 'b', time: 2, messageId: '7'").key()).isEqualTo(numbered);
        assertThat(words("text: 'a', time: 1, messageId: '8'").key()).isNotEqualTo(numbered);
        assertThat(numbered.recent()).isNull();
        assertThat(words("text: 'a', messageId: 'fresh'").key())
                .isNotEqualTo(words("text: 'a'").key());
        assertThat(words("text: 'a', messageId: 'a.b/../\\u202e☃'").key().id())
                .matches("[A-Za-z0-9_-]+");
    }

    private static TpiRequests.Words words(String fields) {
        String body = "{type: 2001, sessionId: 1, " + fields + "}";
        return ((TpiRequests.Say) TARGET.decode(TpiType.Guarded.MSG_REQUEST, parse(body))).words();
    }

    private static String decoded(String body) {
        try {
            Fields fields = parse(body);
            return switch (TpiType.of(fields)) {
                case TpiType.Open open -> TARGET.decode(open, fields).toString();
                case TpiType.Guarded guarded -> TARGET.decode(guarded, fields).toString();
            };
        } catch (Refusal refusal) {
            return TpiErrors.resultOf(refusal.code()).number() + " " + refusal.getMessage();
        }
    }

    private static Fields parse(String body) {
        return new JsonBody().parse(Buffer.buffer(body));
    }

    private static TpiReplies state(
            RequestStatus status,
            int position,
            @Nullable SessionId session,
            @Nullable Agent agent) {
        return new TpiReplies.RequestState(status, at(position), session, agent);
    }

    private static TpiReplies.Place at(int position) {
        return new TpiReplies.Place(position, false);
    }

    private static TpiReplies history(List<HistoryRow> rows, boolean hasMore) {
        return history(rows, hasMore, HistoryMessageType.STANDARD);
    }

    private static TpiReplies history(
            List<HistoryRow> rows, boolean hasMore, HistoryMessageType types) {
        Agent elite =
                new Agent(
                        new AgentId("SELITE"),
                        new TenantId(1),
                        1,
                        "Elite",
                        "坐席A",
                        "http://f.example/selite.png",
                        "",
                        Agent.Role.AGENT,
                        5,
                        true,
                        0,
                        List.of());
        return new TpiReplies.History(
                rows,
                hasMore,
                new Client(new ClientId("c1"), new TenantId(1), "罗瑞", "http://f.example/lori.png"),
                Map.of(elite.id(), elite),
                new Dialect(false, types, Dialect.HistoryUserType.STANDARD, true));
    }

    private static Agent agent(String id, String name, Agent.Role role) {
        return new Agent(
                new AgentId(id), new TenantId(1), 1, name, "", "", "", role, 5, true, 3, List.of());
    }

    private static List<HistoryRow> rows() {
        Party agent = new Party.OfAgent(new AgentId("SELITE"));
        Party client = new Party.OfClient(new ClientId("c1"));
        return List.of(
                row(152814, agent, new Message.Text("您好！", Message.Format.HTML), null),
                row(152813, client, Message.Text.plain("在吗"), "{\"a\":1}"),
                row(152812, client, media(Message.Media.Kind.PICTURE), null),
                row(152811, client, media(Message.Media.Kind.FILE), null),
                row(152810, agent, media(Message.Media.Kind.VOICE), null),
                row(152809, agent, media(Message.Media.Kind.VIDEO), null),
                row(
                        152808,
                        new Party.OfSystem(),
                        new Message.Notice(Message.Notice.IDLE_WARNING, "还在吗"),
                        null));
    }

    private static Message media(Message.Media.Kind kind) {
        return new Message.Media(kind, "http://f.example/x", null, null, null, null);
    }

    private static AgentView view() {
        return new AgentView(
                new AgentId("SELITE"), true, true, AgentStatus.ONLINE, true, 2, 5, Instant.EPOCH);
    }

    private static HistoryRow said(
            long id, @Nullable SessionId session, Party speaker, Message message) {
        Instant at = Instant.ofEpochMilli(1545703462782L);
        return new HistoryRow(id, session, 0, speaker, message, null, at, at, false, 0, false);
    }

    private static HistoryRow row(long id, Party speaker, Message message, @Nullable String extra) {
        return new HistoryRow(
                id,
                new SessionId(1299),
                id - 152800,
                speaker,
                message,
                extra,
                Instant.ofEpochMilli(1545703462782L),
                Instant.ofEpochMilli(1545717380705L),
                id == 152814,
                id == 152814 ? 7 : 0,
                false);
    }
}
