package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.app.NodeProcess;
import dev.deskbus.faults.Attempts.Answer;
import dev.deskbus.faults.Attempts.Result;
import dev.deskbus.faults.Attempts.Verdict;
import dev.deskbus.faults.Operation.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * An agent: picks whom it sees waiting, answers most of what clients say, and goes to another node
 * when its socket closes.
 */
final class AgentDesk implements Runnable {
    private static final AtomicInteger CONSOLES = new AtomicInteger();
    private static final long LOOK_MILLIS = 50;
    private static final int BROKEN = 500;
    private static final long LOOK_AROUND_NANOS = 1_500_000_000L;

    private final String agent;
    private final String token;
    private final Random random;
    private final Balancer balancer;
    private final History history;
    private final BooleanSupplier goesOn;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private Console console;
    private int said;
    private long lookedAt = System.nanoTime();

    AgentDesk(
            String agent,
            String token,
            long seed,
            Balancer balancer,
            History history,
            BooleanSupplier goesOn) {
        this.agent = agent;
        this.token = token;
        this.random = new Random(seed ^ (agent.hashCode() * 0x9E3779B97F4A7C15L));
        this.balancer = balancer;
        this.history = history;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            if (!isConnected()) {
                Attempts.pause(100 + random.nextInt(200));
                continue;
            }
            lookAround();
            pickOne();
            answerOne();
            Attempts.pause(LOOK_MILLIS);
        }
        leave();
    }

    /** Pushes are hints, and whoever was refused for want of a slot may be taken later. */
    private void lookAround() {
        if (System.nanoTime() - lookedAt < LOOK_AROUND_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        try {
            JsonNode waiters = console.call(frame("get_wait_user_list"));
            waiters.at("/data/user_list")
                    .forEach(each -> waiting.add(each.path("userid").asText()));
        } catch (IOException e) {
            leave();
        }
    }

    private void pickOne() {
        for (String client : waiting) {
            waiting.remove(client);
            ask(Kind.CONNECT, client, "", frame("connect").put("userid", client));
            return;
        }
    }

    private void answerOne() {
        String client = unanswered.poll();
        if (client == null || random.nextInt(4) == 0) {
            return;
        }
        said++;
        String text = agent + " answers " + said;
        ObjectNode frame =
                frame("send_to_user").put("userid", client).put("client_msg_id", "m" + said);
        frame.putArray("message")
                .addObject()
                .put("type", "text")
                .putObject("value")
                .put("text", text);
        ask(Kind.REPLY, client, text, frame);
    }

    private void ask(Kind kind, String client, String text, ObjectNode frame) {
        Result<JsonNode> result = Attempts.run(() -> attempt(frame));
        history.add(
                new Operation(
                        kind,
                        agent,
                        client,
                        0,
                        text,
                        result.invoked(),
                        result.ended(),
                        result.outcome(),
                        result.code(),
                        result.attempts()));
    }

    private Answer<JsonNode> attempt(ObjectNode frame) {
        if (!isConnected()) {
            return new Answer<>(Verdict.AGAIN, 0, null);
        }
        try {
            JsonNode reply = console.call(frame);
            int code = reply.path("code").asInt(BROKEN);
            boolean whole = reply.at("/data/failure").asInt(0) == 0;
            if (code == 0 && whole) {
                return new Answer<>(Verdict.DONE, code, reply);
            }
            return new Answer<>(
                    code == BROKEN || code == 0 ? Verdict.AGAIN : Verdict.REFUSED, code, null);
        } catch (IOException e) {
            leave();
            return new Answer<>(Verdict.AGAIN, 0, null);
        }
    }

    /** Whether there is a console now; tries once to get one. */
    private boolean isConnected() {
        if (console != null && console.isOpen()) {
            return true;
        }
        leave();
        NodeProcess node = balancer.pick(random);
        int number = CONSOLES.incrementAndGet();
        try {
            console = Console.connect(node, push -> take(number, push));
            JsonNode reply =
                    console.call(frame("login").put("token", token).put("force_online", 1));
            if (reply.path("code").asInt(BROKEN) != 0) {
                throw new IOException("not let in: " + reply);
            }
            catchUp();
            return true;
        } catch (IOException e) {
            leave();
            return false;
        }
    }

    /** Pushes are hints: what was missed is asked for. */
    private void catchUp() throws IOException {
        JsonNode waiters = console.call(frame("get_wait_user_list"));
        waiters.at("/data/user_list").forEach(user -> waiting.add(user.path("userid").asText()));
        JsonNode talks = console.call(frame("get_current_session_list"));
        talks.at("/data/user_list").forEach(user -> owe(user.path("userid").asText()));
    }

    private void leave() {
        if (console != null) {
            console.close();
            console = null;
        }
    }

    private void take(int number, JsonNode push) {
        String client = push.path("userid").asText();
        switch (push.path("method").asText()) {
            case "wait_list_push" -> waiting.add(client);
            case "connect_push" -> waiting.remove(client);
            case "connect_list_push" -> {
                for (JsonNode message : push.path("user_query")) {
                    String text = message.at("/value/text").asText();
                    history.add(new Push(agent, number, client, text, System.nanoTime()));
                }
                owe(client);
            }
            default -> {}
        }
    }

    /** An answer; one is enough, however much was said. */
    private void owe(String client) {
        if (!unanswered.contains(client)) {
            unanswered.add(client);
        }
    }

    private static ObjectNode frame(String method) {
        return Tpi.JSON.createObjectNode().put("method", method);
    }

    /** Everything an agent of the demo directory needs to log in. */
    static Map<String, String> password(String agent) {
        return Map.of("login", agent, "password", agent + "-demo");
    }
}
