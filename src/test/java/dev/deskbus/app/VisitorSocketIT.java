package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A visitor talks over its own socket, and nodes are killed under it: nothing is lost. */
class VisitorSocketIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int WORDS = 40;

    @TempDir Path folder;

    @Test
    void aTalkSurvivesTheLossOfTheNode() throws Exception {
        try (NodeProcess node = NodeProcess.start(folder, Map.of())) {
            TpiCaller login = new TpiCaller(node).logIn("sock");
            VisitorSocket visitor = new VisitorSocket(login.token()).connect(node);
            KfConsole agent = KfConsole.logIn(node, "SELITE");
            long session = begin(visitor, agent, login);
            List<String> said = new ArrayList<>();

            talk(visitor, agent, login.clientId(), session, said);
            node.kill();
            visitor.awaitClosed();
            node.start();
            KfConsole again = KfConsole.logIn(node, "SELITE");
            again.say(login.clientId(), "are you there?");
            said.add("are you there?");
            visitor.confirm(true);
            visitor.connect(node);
            assertThat(visitor.say(session, "here I am").get("result").asInt()).isEqualTo(1);
            again.say(login.clientId(), "good");
            said.add("good");

            Await.until(Duration.ofSeconds(30), visitor::words, said::equals);
            assertThat(visitor.types().stream().filter(type -> type == 202)).hasSize(1);
            assertThat(visitor.call(103, "sessionId", session).get("result").asInt()).isEqualTo(1);
            assertThat(visitor.say(session, "x").get("result").asInt()).isEqualTo(-11);
            again.logOut();
            assertThat(visitor.call(2).get("result").asInt()).isEqualTo(1);
            assertThat(visitor.awaitClosed()).isEqualTo(1000);
            assertThatThrownBy(() -> visitor.connect(node))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(node.output()).doesNotContain(login.token());
        }
    }

    /** Both say something, many times; the second half of it is never confirmed. */
    private static void talk(
            VisitorSocket visitor, KfConsole agent, String client, long session, List<String> said)
            throws Exception {
        for (int i = 0; i < WORDS; i++) {
            if (i == WORDS / 2) {
                visitor.confirm(false);
            }
            assertThat(visitor.say(session, "visitor " + i).get("result").asInt()).isEqualTo(1);
            said.add("agent " + i);
            agent.say(client, "agent " + i);
        }
    }

    /** Queues, is taken, and knows its session. */
    private static long begin(VisitorSocket visitor, KfConsole agent, TpiCaller login)
            throws Exception {
        assertThat(visitor.await(200).has("hisSessions")).isTrue();
        JsonNode asked = visitor.call(101, "queueId", 2, "from", "WEB");
        assertThat(asked.get("result").asInt()).isEqualTo(1);
        assertThat(asked.get("queueLength").asInt()).isPositive();
        assertThat(visitor.await(201).get("requestStatus").asInt()).isZero();
        assertThat(
                        visitor.call(111, "requestId", asked.get("requestId"), "content", "在吗")
                                .get("result")
                                .asInt())
                .isEqualTo(1);
        assertThat(agent.call("connect", "userid", login.clientId()).path("code").asInt()).isZero();
        JsonNode started = visitor.await(202);
        assertThat(started.at("/users/0/id").asText()).isEqualTo("SELITE");
        assertThat(visitor.shown(201).getLast().get("requestStatus").asInt()).isEqualTo(1);
        return started.get("sessionId").asLong();
    }

    @Test
    void whoeverEndsTheTalkOrLeavesTheQueueTheVisitorKnows() throws Exception {
        try (NodeProcess node = NodeProcess.start(folder, Map.of())) {
            KfConsole agent = KfConsole.logIn(node, "SELITE");
            TpiCaller login = new TpiCaller(node).logIn("ended");
            VisitorSocket visitor = new VisitorSocket(login.token()).connect(node);
            begin(visitor, agent, login);
            agent.call("disconnect", "userid", login.clientId());
            assertThat(visitor.await(205).get("agentId").asText()).isEqualTo("SELITE");

            TpiCaller late = new TpiCaller(node).logIn("late");
            VisitorSocket waiting = new VisitorSocket(late.token()).connect(node);
            waiting.call(101, "queueId", 6);
            Await.until(
                    Duration.ofSeconds(20),
                    () -> waiting.shown(201),
                    pushes ->
                            !pushes.isEmpty()
                                    && pushes.getLast().get("requestStatus").asInt() == 3);
            agent.logOut();
        }
    }

    @Test
    void theSocketIsOnANodeThatOwnsNothingAndTheOwnerIsKilled() throws Exception {
        int database = FreePorts.next();
        try (NodeProcess stays = NodeProcess.start(folder("stays"), first(database));
                NodeProcess dies = NodeProcess.start(folder("dies"), second(database, stays));
                KfConsole agent = KfConsole.logIn(stays, "SELITE")) {
            List<Talk> talks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TpiCaller login = new TpiCaller(stays).logIn("owner" + i);
                VisitorSocket visitor = new VisitorSocket(login.token()).connect(stays);
                begin(visitor, agent, login);
                talks.add(new Talk(login.clientId(), visitor, new ArrayList<>()));
            }
            sayToAll(agent, talks, 10);
            dies.kill();
            sayToAll(agent, talks, 10);

            for (Talk talk : talks) {
                Await.until(Duration.ofSeconds(40), talk.visitor()::words, talk.said()::equals);
            }
        }
    }

    private record Talk(String client, VisitorSocket visitor, List<String> said) {}

    /** Each word is said until it is taken: the key makes it one. */
    private static void sayToAll(KfConsole agent, List<Talk> talks, int words) throws Exception {
        for (int i = 0; i < words; i++) {
            for (Talk talk : talks) {
                String word = "word " + talk.said().size();
                JsonNode reply =
                        Await.until(
                                Duration.ofSeconds(40),
                                () ->
                                        agent.call(
                                                "send_to_user",
                                                "userid",
                                                talk.client(),
                                                "client_msg_id",
                                                word,
                                                "message",
                                                List.of(
                                                        Map.of(
                                                                "type",
                                                                "text",
                                                                "value",
                                                                Map.of("text", word)))),
                                answer -> answer.at("/data/success").asInt() == 1);
                assertThat(reply.path("code").asInt()).isZero();
                talk.said().add(word);
            }
        }
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectory(folder.resolve(name));
    }

    private static Map<String, String> first(int database) {
        return Map.of("DESKBUS_DATABASE_PORT", "" + database, "DESKBUS_JWT_SECRET", SECRET);
    }

    private static Map<String, String> second(int database, NodeProcess first) {
        return Map.of(
                "DESKBUS_DATABASE_URL",
                "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                "DESKBUS_CLUSTER_MEMBERS",
                first.clusterMember(),
                "DESKBUS_JWT_SECRET",
                SECRET);
    }
}
