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
 * @param idle so long what has nothing to do stays in memory: enough to talk in all sessions
 * @param connections in the closed loop
 * @param few so many live sessions at first
 * @param crowd so many in the end
 * @param talkers agents who talk, of a thousand sessions at most
 * @param idlers agents who only sit there
 * @param only the parts that are wanted; empty for all
 * @param flags of every JVM under test
 */
record Plan(
        boolean quick,
        int rounds,
        Duration round,
        Duration warmUp,
        Duration idle,
        int connections,
        int few,
        int crowd,
        int talkers,
        int idlers,
        Set<String> only,
        List<String> flags) {
    private static final int CONNECTIONS = 64;

    /** So many rounds a session stays in memory, so that none is loaded again at each turn. */
    private static final int QUICK_TURNS = 4;

    private static final Set<String> LONG = Set.of("peers", "history");

    /**
     * By the system properties {@code quick}, {@code bench.only}, {@code bench.flags}, and {@code
     * bench.seconds}, which makes the rounds of a quick run that long.
     */
    static Plan ofProperties() {
        Set<String> only = Set.copyOf(words("bench.only", ""));
        List<String> flags = words("bench.flags", "-Xmx2g");
        Duration round = Duration.ofSeconds(Integer.getInteger("bench.seconds", 2));
        return Boolean.getBoolean("quick")
                ? new Plan(
                        true,
                        2,
                        round,
                        round.multipliedBy(2),
                        round.multipliedBy(QUICK_TURNS),
                        CONNECTIONS,
                        100,
                        8000,
                        24,
                        100,
                        only,
                        flags)
                : new Plan(
                        false,
                        3,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        CONNECTIONS,
                        1000,
                        100_000,
                        120,
                        200,
                        only,
                        flags);
    }

    /** Whether that part is wanted; a long one is left out of a quick run unless it is named. */
    boolean wants(String part) {
        return only.contains(part) || (only.isEmpty() && !(quick && LONG.contains(part)));
    }

    private static List<String> words(String property, String standard) {
        return Arrays.stream(System.getProperty(property, standard).split("[, ]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
