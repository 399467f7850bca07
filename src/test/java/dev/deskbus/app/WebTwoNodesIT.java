package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that comes back to another node: its ticket is good there, and its stream goes on. */
class WebTwoNodesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir Path folder;

    private NodeProcess node(String name, Map<String, String> settings) throws Exception {
        return NodeProcess.start(Files.createDirectory(folder.resolve(name)), settings);
    }

    private static String ticket(NodeProcess node) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/eventbus/ticket"))
                        .header("Authorization", "Bearer " + Tokens.of(node, "SELITE"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return TpiCaller.JSON.readTree(body).get("ticket").asText();
    }

    private static WebConsole enter(NodeProcess node, String ticket) throws Exception {
        WebConsole console = WebConsole.connect(node, _ -> {});
        JsonNode welcome = console.ask("login", "ticket", ticket);
        console.send(WebConsole.frame("register", welcome.get("channel").asText()));
        return console;
    }

    @Test
    void aTicketOfOneNodeIsGoodOnceOnTheOther() throws Exception {
        int database = FreePorts.next();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess first =
                        node(
                                "first",
                                Map.of(
                                        "DESKBUS_DATABASE_PORT",
                                        "" + database,
                                        "DESKBUS_JWT_SECRET",
                                        SECRET));
                NodeProcess second =
                        node(
                                "second",
                                Map.of(
                                        "DESKBUS_DATABASE_URL",
                                        "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                                        "DESKBUS_CLUSTER_MEMBERS",
                                        first.clusterMember(),
                                        "DESKBUS_JWT_SECRET",
                                        SECRET))) {
            String ticket = ticket(first);
            TpiCaller visitor = new TpiCaller(first).logIn("web-far");
            long session;
            try (WebConsole console = enter(second, ticket)) {
                console.ask("resume");
                long request = visitor.enqueue(2, thirdParty.address());
                session = console.ask("accept", "request", request).get("session").asLong();
                console.say(session, "one");
                console.await("message", visitor.clientId());
            }
            try (WebConsole thief = WebConsole.connect(first, _ -> {})) {
                assertThat(thief.refused("login", "ticket", ticket)).isEqualTo(401);
            }
            visitor.call(2001, "sessionId", session, "text", "two");
            goesOn(first, database, session);
        }
    }

    /** At the node that it has not been at. */
    private static void goesOn(NodeProcess node, int database, long session) throws Exception {
        long one = Long.parseLong(Committed.words(database, session).getFirst().split(" ")[0]);
        try (WebConsole console = enter(node, ticket(node))) {
            console.ask("resume", "sessions", Map.of(session, one));
            Await.until(
                    Duration.ofSeconds(20),
                    () -> console.words(session),
                    words -> !words.isEmpty());
            assertThat(console.words(session))
                    .isEqualTo(Committed.words(database, session).subList(1, 2));
        }
    }
}
