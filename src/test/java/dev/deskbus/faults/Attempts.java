package dev.deskbus.faults;

import dev.deskbus.faults.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks again with the same id until there is an answer, as a patient caller does. */
final class Attempts {
    /** Longer than any fault of the suite lasts. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 50;

    private final long invoked = System.nanoTime();
    private final List<Why> repeats = new ArrayList<>();

    /** One attempt. */
    interface Attempt<T> {
        Answer<T> run();
    }

    /** What came of one attempt. */
    sealed interface Answer<T> {
        /** The last answer's code. */
        int code();
    }

    /** It is done. */
    record Done<T>(int code, T value) implements Answer<T> {}

    /** It is not, and will not be. */
    record Refused<T>(int code) implements Answer<T> {}

    /** Try again: no answer, or one that says so. */
    record Again<T>(Why why, int code) implements Answer<T> {}

    /**
     * The whole of it.
     *
     * @param value null unless it is done
     * @param repeats why each attempt but the last was not the last
     */
    record Result<T>(
            Outcome outcome, int code, T value, long invoked, long ended, List<Why> repeats) {
        Result {
            repeats = List.copyOf(repeats);
        }

        boolean isOk() {
            return outcome == Outcome.OK;
        }
    }

    static <T> Result<T> run(Attempt<T> attempt) {
        return new Attempts().repeat(attempt);
    }

    private <T> Result<T> repeat(Attempt<T> attempt) {
        while (true) {
            Answer<T> answer = attempt.run();
            switch (answer) {
                case Done<T>(int code, T value) -> {
                    return result(Outcome.OK, code, value);
                }
                case Refused<T>(int code) -> {
                    return result(
                            repeats.isEmpty() ? Outcome.REFUSED : Outcome.UNKNOWN, code, null);
                }
                case Again<T>(Why why, int _) -> repeats.add(why);
            }
            if (System.nanoTime() - invoked > PATIENCE.toNanos()) {
                return result(Outcome.GAVE_UP, answer.code(), null);
            }
            pause(PAUSE_MILLIS);
        }
    }

    private <T> Result<T> result(Outcome outcome, int code, T value) {
        return new Result<>(outcome, code, value, invoked, System.nanoTime(), repeats);
    }

    /** Waits without holding anybody up. */
    static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
