package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.faults.Attempts.Again;
import dev.deskbus.faults.Attempts.Answer;
import dev.deskbus.faults.Attempts.Done;
import dev.deskbus.faults.Attempts.Refused;
import dev.deskbus.faults.Attempts.Result;
import dev.deskbus.faults.Operation.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * An agent: picks whom it sees waiting, or is asked, and answers most of what clients say, wherever
 * it sits.
 */
final class AgentDesk implements Runnable {
    private static final long LOOK_MILLIS = 50;
    private static final int BROKEN = 500;
    private static final int NO_ROOM = 403;
    private static final int THINKS_MILLIS = 2_500;
    private static final long LOOK_AROUND_NANOS = 1_500_000_000L;

    private final String agent;
    private final Manners manners;
    private final Random random;
    private final Seat seat;
    private final History history;
    private final BooleanSupplier goesOn;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private int said;
    private long lookedAt = System.nanoTime();

    /** How an agent comes to its clients. */
    enum Manners {
        /** Picks, and looks at the list again and again. */
        LOOKING,
        /** Picks, and knows only what it was told. */
        TOLD,
        /** Does not take clients by itself: is asked, thinks, and answers too late at times. */
        ASKED,
        /** Takes what it is given. */
        GIVEN
    }

    AgentDesk(
            String agent,
            Manners manners,
            long seed,
            Seats seats,
            History history,
            BooleanSupplier goesOn) {
        this.agent = agent;
        this.manners = manners;
        this.random = new Random(seed ^ (agent.hashCode() * 0x9E3779B97F4A7C15L));
        this.seat = seats.of(agent, random);
        this.history = history;
        this.goesOn = goesOn;
    }

    /** Where agents sit. */
    interface Seats {
        Seat of(String agent, Random random);
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            if (!isSeated()) {
                Attempts.pause(100 + random.nextInt(200));
                continue;
            }
            lookAround();
            pickOne();
            answerOne();
            Attempts.pause(LOOK_MILLIS);
        }
        seat.leave(Why.CLOSED);
    }

    private boolean isSeated() {
        return seat.isTaken() || seat.take(this::take, this::settle);
    }

    /** Pushes are hints: what was missed before is asked for. */
    private void settle() throws IOException {
        if (manners == Manners.ASKED) {
            seat.call(frame("set_auto_connect_status").put("status", 0));
        }
        waiting.clear();
        readList();
        JsonNode talks = seat.call(frame("get_current_session_list"));
        talks.at("/data/user_list").forEach(user -> owe(user.path("userid").asText()));
    }

    private void readList() throws IOException {
        if (manners == Manners.LOOKING || manners == Manners.TOLD) {
            JsonNode waiters = seat.call(frame("get_wait_user_list"));
            waiters.at("/data/user_list")
                    .forEach(user -> waiting.add(user.path("userid").asText()));
        }
    }

    /** Notices a dead connection; the list itself only some read. */
    private void lookAround() {
        if (System.nanoTime() - lookedAt < LOOK_AROUND_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        try {
            if (manners == Manners.LOOKING) {
                readList();
            } else {
                seat.call(frame("get_current_session_list"));
            }
        } catch (IOException _) {
            lookedAt = System.nanoTime(); // it sits nowhere now
        }
    }

    private void pickOne() {
        for (String client : waiting) {
            waiting.remove(client);
            if (manners == Manners.ASKED) {
                Attempts.pause(random.nextInt(THINKS_MILLIS));
            }
            var picked = ask(Kind.CONNECT, client, "", frame("connect").put("userid", client));
            if (manners == Manners.TOLD && picked.code() == NO_ROOM) {
                waiting.add(client);
                Attempts.pause(LOOK_MILLIS * 4);
            }
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

    private Result<JsonNode> ask(Kind kind, String client, String text, ObjectNode frame) {
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
                        result.repeats()));
        return result;
    }

    private Answer<JsonNode> attempt(ObjectNode frame) {
        if (!isSeated()) {
            return new Again<>(seat.lost(), 0);
        }
        try {
            JsonNode reply = seat.call(frame);
            int code = reply.path("code").asInt(BROKEN);
            boolean whole = reply.at("/data/failure").asInt(0) == 0;
            if (code == 0 && whole) {
                return new Done<>(code, reply);
            }
            return code == BROKEN || code == 0
                    ? new Again<>(Why.TRY_AGAIN, code)
                    : new Refused<>(code);
        } catch (IOException e) {
            return new Again<>(seat.lost(), 0);
        }
    }

    private void take(int number, JsonNode push) {
        String client = push.path("userid").asText();
        switch (push.path("method").asText()) {
            case "wait_list_push" -> {
                list(number, push, false);
                if (manners != Manners.GIVEN) {
                    waiting.add(client);
                }
            }
            case "connect_push" -> {
                list(number, push, true);
                waiting.remove(client);
            }
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

    private void list(int number, JsonNode push, boolean gone) {
        history.add(
                new Listing(
                        agent,
                        number,
                        push.path("userid").asText(),
                        push.path("request_id").asLong(),
                        gone,
                        push.path("user_query").size(),
                        System.nanoTime()));
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

    /** Everything an agent of the directory needs to log in. */
    static Map<String, String> password(String agent) {
        return Map.of("login", agent, "password", agent + "-demo");
    }
}
