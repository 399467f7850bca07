package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.port.ConversationViews.Talk;
import dev.deskbus.port.ConversationViews.Waiter;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PresenceStore.Colleague;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To the byte what the document shows, with nothing additive (decision X-9). */
class KfGoldenTest {
    private static final List<Message> HELLO = List.of(Message.Text.plain("hello"));

    private final KfReplies replies = new KfReplies(false);
    private final KfPushes pushes = new KfPushes(false);

    private static void same(JsonObject frame, String golden) throws Exception {
        assertThat(frame.encode()).isEqualTo(Wire.golden(golden));
    }

    @Test
    void loggingIn() throws Exception {
        Agent test1 = named("T1", 1, "test1", "http://img/1");
        Agent test2 = named("T2", 2, "test2", "");

        same(
                replies.loggedIn(
                        test1,
                        List.of(
                                new Colleague(test1, AgentStatus.ONLINE),
                                new Colleague(test2, AgentStatus.AWAY)),
                        Instant.ofEpochSecond(1_508_837_167),
                        "c"),
                "login");
        same(KfReplies.invalidToken(), "invalid_token");
        same(KfReplies.loggedInElsewhere(), "logged_in_elsewhere");
        same(KfReplies.forcedOff(), "forced_off");
    }

    @Test
    void colleagues() throws Exception {
        same(pushes.loginPush(1, "test", Instant.ofEpochSecond(1_509_434_762)), "login_push");
        same(pushes.logoutPush(1, "test", Instant.ofEpochSecond(1_508_837_620)), "logout_push");
        same(
                pushes.statusPush(
                        new AgentStatusChanged(new AgentId("T1"), 1, "test1", AgentStatus.ONLINE)),
                "set_customer_status_push");
    }

    @Test
    void plainReplies() throws Exception {
        same(KfReplies.done("set_customer_status"), "set_customer_status");
        same(replies.autoConnectSet(), "set_auto_connect_status");
        same(KfReplies.done("connect"), "connect");
        same(KfReplies.disconnected(KfReplies.done("disconnect"), LORI.id()), "disconnect");
        same(replies.sent(List.of("96-1"), 0), "send_to_user");
        same(replies.user(LORI), "get_user_info");
    }

    @Test
    void lists() throws Exception {
        same(
                replies.waiting(List.of(new Waiter(LORI, new RequestId(7), SALES, HELLO))),
                "get_wait_user_list");
        same(
                replies.sessions(List.of(new Talk(LORI, new SessionId(96), HELLO))),
                "get_current_session_list");
        same(
                replies.record(
                        List.of(
                                new KfRecordLine(row(1, new Party.OfClient(LORI.id())), null),
                                new KfRecordLine(
                                        row(2, new Party.OfAgent(Demo.BOT.id())), Demo.BOT))),
                "get_chat_record");
        same(replies.advice(HELLO), "get_answer_from_ai");
        same(replies.noAdviceInTime(), "get_answer_from_ai-too-late");
    }

    @Test
    void usersAndTheirWords() throws Exception {
        same(
                pushes.waitListPush(
                        new RequestWaiting(SALES, new RequestId(7), LORI, null, 0, 0, HELLO, NOW)),
                "wait_list_push");
        same(
                pushes.connectListPush(
                        new SessionAssigned(
                                new SessionId(96), LORI, SELITE.id(), HELLO, 2, NOW, List.of())),
                "connect_list_push");
        same(
                pushes.connectListPush(
                        new SessionSaid(
                                new SessionId(96),
                                LORI,
                                new Party.OfClient(LORI.id()),
                                HELLO.getFirst(),
                                1,
                                NOW)),
                "connect_list_push");
        same(pushes.connectPush(new RequestId(7), LORI, 2L), "connect_push");
    }

    @Test
    void additiveKeysStandBesideTheDocumentsOnes() {
        KfReplies additive = new KfReplies(true);

        assertThat(additive.loggedIn(SELITE, List.of(), NOW, "c").getString("client_id"))
                .isEqualTo("c");
        assertThat(additive.autoConnectSet().getString("method"))
                .isEqualTo("set_auto_connect_status");
        assertThat(additive.waiting(List.of()).getString("method")).isEqualTo("get_wait_user_list");
        assertThat(additive.sent(List.of("96-1"), 1).encode())
                .isEqualTo(
                        """
                        {"code":0,"method":"send_to_user",\
                        "data":{"failure":1,"success":1,"ids":["96-1"]}}""");
        KfPushes more = new KfPushes(true);
        RequestId seven = new RequestId(7);
        assertThat(more.connectPush(seven, LORI, 2L).getLong("customer_id")).isEqualTo(2);
        assertThat(more.connectPush(seven, LORI, 2L).getLong("request_id")).isEqualTo(7);
        assertThat(more.connectPush(seven, LORI, null).containsKey("customer_id")).isFalse();
        RequestWaiting waiting = new RequestWaiting(SALES, seven, LORI, null, 0, 0, HELLO, NOW);
        assertThat(more.waitListPush(waiting).getLong("request_id")).isEqualTo(7);
    }

    @Test
    void theRecordSaysWhoSpoke() {
        assertThat(line(new Party.OfClient(LORI.id()), null))
                .isEqualTo("{\"from\":\"user\",\"message_id\":\"96-1\"}");
        assertThat(line(new Party.OfAgent(SELITE.id()), SELITE))
                .isEqualTo("{\"from\":\"customer\",\"message_id\":\"96-1\",\"customer_id\":1}");
        assertThat(line(new Party.OfAgent(new AgentId("left")), null))
                .isEqualTo("{\"from\":\"customer\",\"message_id\":\"96-1\"}");
        assertThat(line(new Party.OfSystem(), null))
                .isEqualTo("{\"from\":\"robot\",\"message_id\":\"96-1\"}");
    }

    private static String line(Party speaker, Agent agent) {
        JsonObject line = new KfRecordLine(row(1, speaker), agent).encode(true);
        line.remove("create_time");
        line.remove("is_robot");
        line.remove("message");
        return line.encode();
    }

    private static HistoryRow row(long seq, Party speaker) {
        Instant at = NOW.plusSeconds(seq - 1);
        return new HistoryRow(
                seq,
                new SessionId(96),
                seq,
                speaker,
                HELLO.getFirst(),
                null,
                at,
                at,
                false,
                0,
                false);
    }

    private static Agent named(String id, long number, String name, String icon) {
        return new Agent(
                new AgentId(id),
                Demo.MAIN,
                number,
                name,
                "",
                icon,
                "",
                Agent.Role.AGENT,
                5,
                true,
                0,
                List.of());
    }
}
