package dev.deskbus.faults;

import java.util.List;

/**
 * What one caller asked for, from its first attempt to its last answer; times by the monotonic
 * clock of the test.
 *
 * @param caller a visitor's name or an agent's id; one at a time of each caller
 * @param client the client that it is about
 * @param number the session, or the request for {@code ENQUEUE} and {@code STATUS}; else 0
 * @param text what was said, unique in the run; empty for the rest
 * @param answer the last answer's code
 * @param repeats why each attempt but the last was not the last
 */
record Operation(
        Kind kind,
        String caller,
        String client,
        long number,
        String text,
        long invoked,
        long ended,
        Outcome outcome,
        int answer,
        List<Why> repeats) {
    Operation {
        repeats = List.copyOf(repeats);
    }

    /** What was asked for. */
    enum Kind {
        LOG_IN,
        ENQUEUE,
        STATUS,
        SAY,
        CLOSE,
        CONNECT,
        REPLY,
        /** From the loss of one console to the place at another. */
        SIT
    }

    /** What the caller knows in the end. */
    enum Outcome {
        /** It is done. */
        OK,
        /** It is not done, and never will be. */
        REFUSED,
        /** The last attempt was refused, but an earlier one had no answer. */
        UNKNOWN,
        /** No answer until the deadline. */
        GAVE_UP
    }

    /** What may be refused although nothing is wrong: agents race, and clients hang up. */
    boolean isRace() {
        return (kind == Kind.CONNECT || kind == Kind.REPLY)
                && (answer == 403 || answer == 404 || answer == 409);
    }

    /** Whether somebody has reason to complain. */
    boolean isVisibleError() {
        return outcome == Outcome.GAVE_UP || outcome == Outcome.REFUSED && !isRace();
    }

    /** Whether it went through the load balancer. */
    boolean isVisitors() {
        return switch (kind) {
            case LOG_IN, ENQUEUE, STATUS, SAY, CLOSE -> true;
            case CONNECT, REPLY, SIT -> false;
        };
    }

    /** Not counting what came before that moment. */
    long waitedNanos(long since) {
        return ended - Math.max(invoked, since);
    }
}
