package dev.deskbus.faults;

import java.lang.StackWalker.StackFrame;
import org.junit.jupiter.api.Tag;

/**
 * How a run is repeated. The seed drives who says what and when, who asks which node, whom the
 * fault strikes and at which moment after the load is warm; not the threads, the network, and the
 * numbers that nodes and database choose.
 */
record Replay(String test, long seed, boolean isFault) {
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Of the test that is running, with a seed of its own unless one was given. */
    static Replay ofThisTest() {
        long seed = Long.getLong("faults.seed", System.nanoTime() & 0xFFFFFFL);
        return STACK.walk(
                frames ->
                        frames.filter(Replay::isTest)
                                .reduce((_, outer) -> outer)
                                .map(frame -> of(frame, seed))
                                .orElse(new Replay("*IT", seed, true)));
    }

    private static boolean isTest(StackFrame frame) {
        return frame.getDeclaringClass().getPackage() == Replay.class.getPackage()
                && frame.getDeclaringClass().getSimpleName().endsWith("IT")
                && !frame.getMethodName().startsWith("lambda");
    }

    private static Replay of(StackFrame frame, long seed) {
        Class<?> test = frame.getDeclaringClass();
        return new Replay(
                test.getSimpleName() + "#" + frame.getMethodName(),
                seed,
                test.isAnnotationPresent(Tag.class));
    }

    String command() {
        String profile = isFault ? "-Pfaults" : "-Dunit.skip";
        return "mvn verify " + profile + " -Dit.test='" + test + "' -Dfaults.seed=" + seed;
    }
}
