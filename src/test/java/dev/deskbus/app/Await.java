package dev.deskbus.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks again until it is so, or a deadline passes. */
final class Await {
    private Await() {}

    static <T> T until(Duration patience, Callable<T> question, Predicate<T> isSo)
            throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        T answer = question.call();
        while (!isSo.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not so after " + patience + ": " + answer);
            }
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            answer = question.call();
        }
        return answer;
    }
}
