package dev.deskbus.faults;

import dev.deskbus.faults.Operation.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks again with the same id until there is an answer, as a patient caller does. */
final class Attempts {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 50;

    private final long invoked = System.nanoTime();
    private int count;
    private boolean anyUnanswered;

    /** One attempt. */
    interface Attempt<T> {
        Answer<T> run();
    }

    /**
     * What came of one attempt.
     *
     * @param value null unless it is done
     */
    record Answer<T>(Verdict verdict, int code, T value) {}

    /** What an answer means to the caller. */
    enum Verdict {
        DONE,
        REFUSED,
        /** Try again: no answer, or one that says so. */
        AGAIN
    }

    /** The whole of it. */
    record Result<T>(Outcome outcome, int code, T value, long invoked, long ended, int attempts) {
        boolean isOk() {
            return outcome == Outcome.OK;
        }
    }

    static <T> Result<T> run(Attempt<T> attempt) {
        return new Attempts().repeat(attempt);
    }

    private <T> Result<T> repeat(Attempt<T> attempt) {
        while (true) {
            count++;
            Answer<T> answer = attempt.run();
            switch (answer.verdict()) {
                case DONE -> {
                    return result(Outcome.OK, answer);
                }
                case REFUSED -> {
                    return result(anyUnanswered ? Outcome.UNKNOWN : Outcome.REFUSED, answer);
                }
                case AGAIN -> anyUnanswered = true;
            }
            if (System.nanoTime() - invoked > PATIENCE.toNanos()) {
                return result(Outcome.GAVE_UP, answer);
            }
            pause(PAUSE_MILLIS);
        }
    }

    private <T> Result<T> result(Outcome outcome, Answer<T> last) {
        return new Result<>(outcome, last.code(), last.value(), invoked, System.nanoTime(), count);
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
