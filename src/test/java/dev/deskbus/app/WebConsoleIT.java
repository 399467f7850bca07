package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browser consoles on the packaged node, on real PostgreSQL, frame by frame. */
class WebConsoleIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static int database;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void startNode() throws Exception {
        thirdParty = new CallbackReceiver();
        database = FreePorts.next();
        node = NodeProcess.start(folder, Map.of("DESKBUS_DATABASE_PORT", "" + database));
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        thirdParty.close();
        assertThat(node.output()).doesNotContain("ERROR");
    }

    /** A visitor who waits in the queue out of which agents pick. */
    private static TpiCaller visitor(String name) throws Exception {
        return new TpiCaller(node).logIn(name);
    }

    private static long accept(WebConsole console, TpiCaller visitor) throws Exception {
        visitor.enqueue(2, thirdParty.address());
        JsonNode offer = console.await("offer", visitor.clientId());
        return console.ask("accept", "request", offer.get("request").asLong())
                .get("session")
                .asLong();
    }

    private static void say(TpiCaller visitor, long session, String text) throws Exception {
        assertThat(visitor.call(2001, "sessionId", session, "text", text).path("result").asInt())
                .isEqualTo(1);
    }

    @Test
    void aVisitorIsTakenTalkedWithAndLetGo() throws Exception {
        try (WebConsole console = WebConsole.logIn(node, "SELITE")) {
            TpiCaller visitor = visitor("web-talk");
            long request = visitor.enqueue(2, thirdParty.address());
            visitor.call(2020, "requestId", request, "text", "anybody?");
            console.await("offer", visitor.clientId());

            long session = console.ask("accept", "request", request).get("session").asLong();

            assertThat(console.ask("accept", "request", request).get("session").asLong())
                    .as("a repeat")
                    .isEqualTo(session);
            thirdParty.await("create", visitor.clientId(), 1);
            console.await("assigned", visitor.clientId());
            say(visitor, session, "hello");
            JsonNode said = console.say(session, "how can I help?");
            Await.until(
                    Duration.ofSeconds(10),
                    () -> console.words(session),
                    words -> words.size() == 3);
            assertThat(console.words(session)).isEqualTo(Committed.words(database, session));
            assertThat(said.get("seq").asLong()).isPositive();
            assertThat(thirdParty.await("msg", visitor.clientId(), 1).getFirst().body().toString())
                    .contains("how can I help?");
            console.ask("close", "session", session);
            console.await("ended", visitor.clientId());
            assertThat(console.refused("say", "session", session, "message", text("late")))
                    .isEqualTo(410);
        }
    }

    private static Map<String, String> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    @Test
    void whatWasMissedComesAndNothingElse() throws Exception {
        TpiCaller visitor = visitor("web-away");
        long session;
        try (WebConsole console = WebConsole.logIn(node, "AE1EA")) {
            session = accept(console, visitor);
            say(visitor, session, "one");
            Await.until(
                    Duration.ofSeconds(10),
                    () -> console.words(session),
                    words -> words.size() == 1);
        }
        say(visitor, session, "two");
        say(visitor, session, "three");
        List<String> committed = Committed.words(database, session);
        long one = Long.parseLong(committed.getFirst().split(" ")[0]);
        try (WebConsole console = WebConsole.connect(node, _ -> {})) {
            console.enter(Tokens.of(node, "AE1EA"));
            console.ask("resume", "sessions", Map.of(session, one));
            Await.until(
                    Duration.ofSeconds(10),
                    () -> console.words(session),
                    words -> words.size() == 2);
            Untold.log(database, session);
            Await.until(
                    Duration.ofSeconds(30),
                    () -> console.words(session),
                    words -> words.size() == 3);
            assertThat(console.words(session))
                    .isEqualTo(Committed.words(database, session).subList(1, 4));
            JsonNode digest = console.await(push -> push.path("kind").asText().equals("digest"));
            assertThat(digest.path("sessions").has("" + session)).isTrue();
            console.ask("close", "session", session);
        }
    }

    @Test
    void aSupervisorSeesWhispersTakesOverAndSetsAStatus() throws Exception {
        try (WebConsole agent = WebConsole.logIn(node, "000169");
                WebConsole boss = WebConsole.logIn(node, "BOSS1")) {
            TpiCaller visitor = visitor("web-boss");
            long session = accept(agent, visitor);
            say(visitor, session, "how much?");
            assertThat(agent.refused("watch", "session", session)).isEqualTo(403);
            assertThat(boss.ask("sessions", "agent", "000169").toString())
                    .contains("\"session\":" + session);
            boss.ask("watch", "session", session);
            boss.await("assigned", visitor.clientId());
            agent.say(session, "a hundred");
            Await.until(
                    Duration.ofSeconds(15), () -> boss.words(session), words -> words.size() == 2);
            assertThat(boss.words(session)).isEqualTo(Committed.words(database, session));
            boss.ask("whisper", "session", session, "text", "ninety will do");
            assertThat(agent.await("note", visitor.clientId()).get("text").asText())
                    .isEqualTo("ninety will do");
            boss.ask("take_over", "session", session);
            agent.await(
                    push ->
                            push.path("kind").asText().equals("left")
                                    && push.path("session").asLong() == session);
            assertThat(agent.refused("say", "session", session, "message", text("mine")))
                    .isEqualTo(403);
            boss.say(session, "ninety");
            boss.ask("transfer", "session", session, "to", "000169");
            agent.say(session, "mine again");
            boss.ask("force_status", "agent", "000169", "status", "away");
            agent.await(
                    push ->
                            push.path("kind").asText().equals("agent")
                                    && push.path("agent").asText().equals("000169")
                                    && push.path("status").asText().equals("away"));
            agent.ask("close", "session", session);
            agent.ask("status", "status", "online");
            assertThat(thirdParty.calls().toString()).doesNotContain("ninety will do");
        }
    }

    @Test
    void secondThoughtsReachTheConsole() throws Exception {
        try (WebConsole console = WebConsole.logIn(node, "SELITE")) {
            TpiCaller visitor = visitor("web-edit");
            long session = accept(console, visitor);
            long oops = console.say(session, "oops").get("seq").asLong();
            long bad = console.say(session, "bad").get("seq").asLong();

            console.ask("revoke", "session", session, "seq", oops);
            console.ask("edit", "session", session, "seq", bad, "message", text("better"));

            assertThat(console.await("revoked", visitor.clientId()).get("of").asLong())
                    .isEqualTo(oops);
            assertThat(console.await("edited", visitor.clientId()).at("/message/text").asText())
                    .isEqualTo("better");
            JsonNode record = console.ask("record", "client", visitor.clientId());
            assertThat(record.at("/messages").toString()).contains("better").doesNotContain("oops");
            console.ask("close", "session", session);
        }
    }

    @Test
    void tenantsNeverSeeEachOther() throws Exception {
        try (WebConsole console = WebConsole.logIn(node, "SELITE");
                WebConsole other = WebConsole.logIn(node, "OTHER1")) {
            TpiCaller visitor = visitor("web-tenant");
            long session = accept(console, visitor);
            TpiCaller waiting = visitor("web-tenant-2");
            long request = waiting.enqueue(2, thirdParty.address());

            assertThat(other.refused("say", "session", session, "message", text("x")))
                    .isEqualTo(403);
            assertThat(other.refused("accept", "request", request)).isEqualTo(404);
            assertThat(other.refused("record", "client", visitor.clientId())).isEqualTo(404);
            other.ask("resume", "sessions", Map.of(session, 0));
            say(visitor, session, "secret");
            console.await("message", visitor.clientId());
            assertThat(other.ask("agents").toString()).contains("OTHER1").doesNotContain("SELITE");
            assertThat(other.pushes().toString()).doesNotContain("secret", visitor.clientId());
            waiting.call(1002, "requestId", request);
            console.ask("close", "session", session);
        }
    }

    /** One presence for an agent, whatever its consoles speak. */
    @Test
    void aTicketOpensASocketAndKfSeesTheSameTalk() throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(node.http("/eventbus/ticket"))
                                .header("Authorization", "Bearer " + Tokens.of(node, "AE1EA"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        String ticket = TpiCaller.JSON.readTree(response.body()).get("ticket").asText();
        try (WebConsole browser = WebConsole.connect(node, _ -> {});
                KfConsole kf = KfConsole.logIn(node, "AE1EA")) {
            JsonNode welcome = browser.ask("login", "ticket", ticket);
            browser.send(WebConsole.frame("register", welcome.get("channel").asText()));
            browser.ask("resume");
            TpiCaller visitor = visitor("web-and-kf");
            visitor.enqueue(2, thirdParty.address());
            kf.push("wait_list_push", visitor.clientId());
            kf.call("connect", "userid", visitor.clientId());
            long session = browser.await("assigned", visitor.clientId()).get("session").asLong();
            kf.say(visitor.clientId(), "from the other console");
            Await.until(
                    Duration.ofSeconds(10),
                    () -> browser.words(session),
                    words -> words.size() == 1);
            assertThat(browser.refused("login", "ticket", ticket)).isEqualTo(400);
            browser.ask("close", "session", session);
        }
    }
}
