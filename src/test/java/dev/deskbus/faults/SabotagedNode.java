package dev.deskbus.faults;

import dev.deskbus.Main;
import dev.deskbus.cluster.NodeLease;
import dev.deskbus.gateway.callback.HttpCallbackSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A node without one of its protections, and one that can be stopped in the worst places: once
 * there is a file {@code stop} in its data directory, at the next statement that settles a
 * callback, and once there is {@code stop-sending}, when it has counted an attempt and looks up how
 * to send it.
 */
public final class SabotagedNode {
    static final String WORST_PLACE = "settled_at = case";

    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Sabotage sabotage;
    private final Path stop;
    private final Path stopSending;
    private volatile boolean wasStopped;

    private SabotagedNode(Sabotage sabotage, Path data) {
        this.sabotage = sabotage;
        this.stop = data.resolve("stop");
        this.stopSending = data.resolve("stop-sending");
    }

    /** What is taken away, as replacements in the text of statements. */
    enum Sabotage {
        NOTHING(Map.of()),

        /** The shard's row is neither compared nor locked. */
        FENCE(
                Map.of(
                        "where id = $1 and owner = $2 and epoch = $3 for no key update",
                        "where id = $1 and $2::text is not null and $3::bigint is not null",
                        "order by id for no key update",
                        "order by id",
                        "on f.id = a.shard and f.owner = a.owner and f.epoch = a.epoch",
                        "on f.id = a.shard",
                        "on f.id = t.shard and f.owner = t.owner and f.epoch = t.epoch",
                        "on f.id = t.shard",
                        "on s.id = mine.id and s.owner = mine.owner and s.epoch = mine.epoch",
                        "on s.id = mine.id",
                        "order by s.id for no key update of s",
                        "order by s.id")),

        /** Nobody looks whether a message is there already; to be used without the constraint. */
        DEDUPE(
                Map.of(
                        "and v.client_msg_id = e.key)",
                        "and v.client_msg_id = e.key and false)",
                        "and v.client_msg_id = a.key)",
                        "and v.client_msg_id = a.key and false)")),

        /** A slot that is taken is taken again. */
        SLOT(Map.of("where f.agent_id = a.id and f.session_id is null", "where f.agent_id = a.id")),

        /** The attempt is counted when its outcome is known, not before it begins. */
        ATTEMPT(
                Map.of(
                        "set attempt = c.attempt + 1, next_at",
                        "set next_at",
                        "returning c.n, c.attempt, c.target",
                        "returning c.n, c.attempt + 1 as attempt, c.target",
                        "update callback c set state = t.state",
                        "update callback c set attempt = c.attempt + 1, state = t.state")),

        /** A queue that is loaded has forgotten who came first. */
        ORDER(
                Map.of(
                        "and r.status = 'WAITING' order by r.priority desc, r.order_no",
                        "and r.status = 'WAITING' order by md5(r.id::text)")),

        /**
         * A node trusts in its lease however old that is. After the pause it is slow to learn from
         * the database that others own its shards, or that would save it most of the times.
         */
        SELF_FENCE(
                Map.of(
                        "values ($1, $2, clock_timestamp() + $3::bigint"
                                + " * interval '1 millisecond', $4)",
                        "select $1::text, $2::text, clock_timestamp() + $3::bigint"
                                + " * interval '1 millisecond', $4::boolean from pg_sleep(1.9)"));

        private final Map<String, String> replacements;

        Duration held() {
            return this == SELF_FENCE ? Duration.ofHours(1) : NodeLease.HELD;
        }

        Sabotage(Map<String, String> replacements) {
            this.replacements = replacements;
        }

        /** What it looks for, in text whose spaces are single ones. */
        Set<String> finds() {
            return replacements.keySet();
        }

        String apply(String statement) {
            String sabotaged = statement.replaceAll("\\s+", " ");
            for (Map.Entry<String, String> each : replacements.entrySet()) {
                sabotaged = sabotaged.replace(each.getKey(), each.getValue());
            }
            return sabotaged;
        }
    }

    /** Starts it; the property {@code sabotage} says what is missing. */
    public static void main(String[] arguments) {
        Path data = Path.of(System.getenv("DESKBUS_DATA_DIR"));
        Sabotage sabotage = Sabotage.valueOf(System.getProperty("sabotage"));
        SabotagedNode node = new SabotagedNode(sabotage, data);
        Main.run(arguments, node::pass, sabotage.held());
    }

    private String pass(String statement) {
        if (statement.contains(WORST_PLACE) && Files.exists(stop)) {
            stopHere(stop);
        } else if (Files.exists(stopSending) && isSending()) {
            stopHere(stopSending);
        }
        return sabotage == Sabotage.SELF_FENCE && !wasStopped
                ? statement
                : sabotage.apply(statement);
    }

    private static boolean isSending() {
        return STACK.walk(
                frames ->
                        frames.anyMatch(
                                frame -> frame.getDeclaringClass() == HttpCallbackSender.class));
    }

    /** Returns when somebody lets the process go on. */
    private void stopHere(Path stop) {
        try {
            wasStopped = true;
            Files.delete(stop);
            new ProcessBuilder("kill", "-STOP", "" + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
