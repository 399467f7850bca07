package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An agent whose browser is cut off again and again, while a visitor talks with it: it keeps what
 * came, and each time says how far that goes.
 */
final class CutBrowser {
    private static final int FORCED_OFF = 4409;

    private final NodeProcess node;
    private final String agent;
    private final TpiCaller visitor;
    private final Random random;
    private final List<String> received = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long session;
    private long last;
    private int said;
    private int answered;
    private int ousted;

    CutBrowser(NodeProcess node, String agent, long seed) throws Exception {
        this.node = node;
        this.agent = agent;
        this.visitor = new TpiCaller(node).logIn("cut-" + agent);
        this.random = new Random(seed);
    }

    /** Takes its visitor out of the line. */
    void accept(String thirdParty) throws Exception {
        try (WebConsole console = WebConsole.logIn(node, agent)) {
            long request = visitor.enqueue(2, thirdParty);
            session = console.ask("accept", "request", request).get("session").asLong();
        }
    }

    long session() {
        return session;
    }

    /** What came, in the order in which it came. */
    synchronized List<String> received() {
        return List.copyOf(received);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How often a login that was cut off ended the next one. */
    int ousted() {
        return ousted;
    }

    /** How many words of the agent were taken. */
    int answered() {
        return answered;
    }

    /** The visitor goes on talking until it is told to stop. */
    void talk(CountDownLatch stop) throws Exception {
        for (int n = 0; !stop.await(random(25), TimeUnit.MILLISECONDS); n++) {
            JsonNode reply = visitor.call(2001, "sessionId", session, "text", "v" + n);
            assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
        }
    }

    /** Connects, listens a moment, perhaps says something, and is cut off; so many times. */
    void suffer(int cuts) throws Exception {
        for (int n = 0; n < cuts; n++) {
            WebConsole console = WebConsole.connect(node, this::take);
            try {
                live(console, random(60));
            } catch (CompletionException e) {
                ousted++;
                assertThat(console.awaitClosed()).as("%s", e).isEqualTo(FORCED_OFF);
            } finally {
                console.cut();
            }
        }
    }

    private void live(WebConsole console, int millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        CompletableFuture<JsonNode> entered = console.begin("login", "token", token());
        JsonNode welcome = await(entered, end + TimeUnit.SECONDS.toNanos(random(2)));
        if (welcome == null) {
            return;
        }
        console.send(WebConsole.frame("register", welcome.at("/body/channel").asText()));
        console.begin("resume", "sessions", Map.of(session, last()));
        JsonNode answer =
                await(
                        console.begin(
                                "say",
                                "session",
                                session,
                                "message",
                                Map.of("type", "text", "text", "a" + said),
                                "client_msg_id",
                                "a" + said),
                        end);
        if (answer != null) {
            assertThat(answer.path("type").asText()).as("%s", answer).isEqualTo("rec");
            answered++;
            said++;
        }
        new CountDownLatch(1).await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Null when it does not come before the cut: then it is said again, under the same name. */
    private static JsonNode await(CompletableFuture<JsonNode> answer, long end) throws Exception {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return null;
        }
    }

    /** Stays until everything has come. */
    void recover(List<String> committed) throws Exception {
        try (WebConsole console = WebConsole.connect(node, this::take)) {
            console.enter(token());
            console.ask("resume", "sessions", Map.of(session, last()));
            Await.until(
                    Duration.ofSeconds(30),
                    () -> received().size(),
                    size -> size >= committed.size());
        }
    }

    private String token() throws Exception {
        return Tokens.of(node, agent);
    }

    private synchronized long last() {
        return last;
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private synchronized void take(JsonNode push) {
        if (!push.path("kind").asText().equals("message")) {
            return;
        }
        long seq = push.get("seq").asLong();
        if (seq <= last || push.get("session").asLong() != session) {
            faults.add("after " + last + " came " + push);
        }
        last = seq;
        received.add(seq + " " + push.at("/message/text").asText());
    }
}
