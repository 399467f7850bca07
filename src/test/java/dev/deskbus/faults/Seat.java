package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent's place at some console: goes to another node when its socket closes, and takes down
 * from when to when it sat where, and how long it had no place at all.
 */
final class Seat {
    private static final AtomicInteger CONSOLES = new AtomicInteger();
    private static final int BROKEN = 500;

    private final String agent;
    private final String token;
    private final Random random;
    private final Balancer balancer;
    private final History history;
    private final List<Why> tries = new ArrayList<>();
    private Console console;
    private int number;
    private long since = System.nanoTime();

    Seat(String agent, String token, Random random, Balancer balancer, History history) {
        this.agent = agent;
        this.token = token;
        this.random = random;
        this.balancer = balancer;
        this.history = history;
    }

    boolean isTaken() {
        if (console != null && !console.isOpen()) {
            leave(console.end());
        }
        return console != null;
    }

    /** Tries once to get a place; what {@code then} fails with costs it. */
    boolean take(Pushes pushes, Then then) {
        int next = CONSOLES.incrementAndGet();
        Console found = null;
        try {
            found = Console.connect(balancer.pick(random), push -> pushes.take(next, push));
            ObjectNode login = Tpi.JSON.createObjectNode().put("method", "login");
            JsonNode reply = found.call(login.put("token", token).put("force_online", 1));
            if (reply.path("code").asInt(BROKEN) != 0) {
                throw new IOException("not let in: " + reply);
            }
            long now = System.nanoTime();
            history.add(seated(now));
            tries.clear();
            console = found;
            number = next;
            since = now;
            then.run();
            return true;
        } catch (IOException e) {
            if (console != null) {
                leave(console.end());
            } else {
                tries.add(Why.NOT_REACHED);
                if (found != null) {
                    found.close();
                }
            }
            return false;
        }
    }

    /** Takes what comes by the console with that number. */
    interface Pushes {
        void take(int console, JsonNode push);
    }

    /** What is done first at a new place. */
    interface Then {
        void run() throws IOException;
    }

    /** The reply to that frame; leaves when none comes. */
    JsonNode call(ObjectNode frame) throws IOException {
        try {
            return console.call(frame);
        } catch (IOException e) {
            leave(console.end());
            throw e;
        }
    }

    /** Why the last place was lost. */
    Why lost() {
        return tries.isEmpty() ? Why.NOT_REACHED : tries.getLast();
    }

    void leave(Why why) {
        if (console != null) {
            console.close();
            console = null;
            long now = System.nanoTime();
            history.add(new Sitting(agent, number, since, now));
            since = now;
            tries.add(why);
        }
    }

    private Operation seated(long now) {
        return new Operation(
                Kind.SIT, agent, "", 0, "", since, now, Outcome.OK, 0, List.copyOf(tries));
    }
}
