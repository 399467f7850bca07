package dev.deskbus.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How long everything takes, and how much of everything there is.
 *
 * @param rounds of each subject, in turns
 * @param round how long one is
 * @param warmUp of each subject, before its first
 * @param connections in the closed loop
 * @param crowd so many live sessions in the end
 * @param idlers agents who only sit there
 * @param only the parts that are wanted; empty for all
 * @param flags of every JVM under test
 */
record Plan(
        boolean quick,
        int rounds,
        Duration round,
        Duration warmUp,
        int connections,
        int crowd,
        int idlers,
        Set<String> only,
        List<String> flags) {
    private static final int CONNECTIONS = 64;

    /** By the system properties {@code quick}, {@code bench.only} and {@code bench.flags}. */
    static Plan ofProperties() {
        Set<String> only = Set.copyOf(words("bench.only", ""));
        List<String> flags = words("bench.flags", "-Xmx1g");
        return Boolean.getBoolean("quick")
                ? new Plan(
                        true,
                        2,
                        Duration.ofMillis(2000),
                        Duration.ofSeconds(4),
                        CONNECTIONS,
                        2000,
                        20,
                        only,
                        flags)
                : new Plan(
                        false,
                        5,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        CONNECTIONS,
                        100_000,
                        200,
                        only,
                        flags);
    }

    /** Whether that part is wanted. */
    boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private static List<String> words(String property, String standard) {
        return Arrays.stream(System.getProperty(property, standard).split("[, ]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
