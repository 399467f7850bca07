package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.faults.Attempts.Result;
import dev.deskbus.faults.Operation.Kind;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A client that asks for an agent, says a few words, hangs up, and comes again. */
final class Visitor implements Runnable {
    private static final int ALREADY_WAITING = -1;
    private static final int ALREADY_TALKING = -2;
    private static final long POLL_MILLIS = 300;
    private static final int REPEATS_ONE_OF = 10;

    private final String name;
    private final Random random;
    private final Tpi tpi;
    private final History history;
    private final String serverAddr;
    private final List<Integer> queues;
    private final BooleanSupplier goesOn;
    private String token = "";
    private String client = "";
    private int said;

    Visitor(String name, long seed, Tpi tpi, History history, Visit visit, BooleanSupplier goesOn) {
        this.name = name;
        this.random = new Random(seed ^ (name.hashCode() * 0x9E3779B97F4A7C15L));
        this.tpi = tpi;
        this.history = history;
        this.serverAddr = visit.serverAddr();
        this.queues = visit.queues();
        this.goesOn = goesOn;
    }

    /** Where callbacks go, and the queues that are asked, each as often as it is named. */
    record Visit(String serverAddr, List<Integer> queues) {
        Visit {
            queues = List.copyOf(queues);
        }
    }

    @Override
    public void run() {
        if (logIn()) {
            while (goesOn.getAsBoolean()) {
                talk();
                Attempts.pause(random.nextInt(200));
            }
        }
    }

    private boolean logIn() {
        var result =
                ask(
                        Kind.LOG_IN,
                        0,
                        "",
                        body(3).put("loginName", name).put("name", name),
                        Set.of(1));
        if (result.isOk()) {
            token = result.value().get("token").asText();
            client = result.value().get("clientId").asText();
        }
        return result.isOk();
    }

    private void talk() {
        int queue = queues.get(random.nextInt(queues.size()));
        ObjectNode body =
                body(1000)
                        .put("queueId", queue)
                        .put("from", "APP")
                        .put("time", System.currentTimeMillis())
                        .put("serverAddr", serverAddr);
        var asked = ask(Kind.ENQUEUE, 0, "", body, Set.of(1, ALREADY_WAITING, ALREADY_TALKING));
        if (!asked.isOk()) {
            Attempts.pause(1000);
            return;
        }
        long session = asked.value().path("sessionId").asLong();
        if (session == 0) {
            session = awaitSession(asked.value().path("requestId").asLong());
        }
        if (session != 0) {
            int words = 3 + random.nextInt(8);
            for (int i = 0; i < words && say(session); i++) {
                Attempts.pause(50 + random.nextInt(400));
            }
            ask(Kind.CLOSE, session, "", body(4001).put("sessionId", session), Set.of(1));
        }
    }

    /** Polls; 0 when it came to nothing. Sometimes says something before. */
    private long awaitSession(long request) {
        if (random.nextInt(3) == 0) {
            String text = nextText();
            ask(
                    Kind.SAY,
                    0,
                    text,
                    body(2020).put("requestId", request).put("text", text).put("messageId", text),
                    Set.of(1));
        }
        while (true) {
            var state =
                    ask(Kind.STATUS, request, "", body(1001).put("requestId", request), Set.of(1));
            if (!state.isOk()) {
                return 0;
            }
            int status = state.value().path("requestStatus").asInt();
            if (status != 0) {
                return state.value().path("sessionId").asLong();
            }
            Attempts.pause(POLL_MILLIS);
        }
    }

    private boolean say(long session) {
        String text = nextText();
        ObjectNode body =
                body(2001).put("sessionId", session).put("text", text).put("messageId", text);
        boolean done = ask(Kind.SAY, session, text, body, Set.of(1)).isOk();
        if (random.nextInt(REPEATS_ONE_OF) == 0) {
            tpi.ask(body, Set.of(1), random); // It got the answer, and asks all the same.
        }
        return done;
    }

    private String nextText() {
        said++;
        return name + " says " + said;
    }

    private ObjectNode body(int type) {
        ObjectNode body = Tpi.JSON.createObjectNode().put("type", type);
        return token.isEmpty() ? body : body.put("token", token);
    }

    private Result<JsonNode> ask(
            Kind kind, long number, String text, ObjectNode body, Set<Integer> good) {
        Result<JsonNode> result = tpi.ask(body, good, random);
        long about =
                kind == Kind.ENQUEUE && result.isOk()
                        ? result.value().path("requestId").asLong()
                        : number;
        history.add(
                new Operation(
                        kind,
                        name,
                        client,
                        about,
                        text,
                        result.invoked(),
                        result.ended(),
                        result.outcome(),
                        result.code(),
                        result.repeats()));
        return result;
    }
}
