package dev.deskbus.faults;

import dev.deskbus.faults.Operation.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: load, a fault in the middle of it, calm, and the reckoning. */
final class FaultRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultRun.class);
    private static final int VISITORS = 24;
    private static final int RECEIVERS = 3;
    private static final int WARM = 60;
    private static final String SLOWEST_CALLBACK =
            "select max(extract(epoch from settled_at - created_at))::bigint from callback";
    private static final Duration LAST_CALLBACKS = Duration.ofSeconds(90);

    private final long seed = Long.getLong("faults.seed", System.nanoTime() & 0xFFFFFFL);
    private final Random random = new Random(seed);
    private final History history = new History();
    private final List<Receiver> receivers = new ArrayList<>();
    private final Place place;
    private final Cluster cluster;

    /** What is done to the cluster; it is whole again afterwards. */
    interface Fault {
        void strike(FaultRun run) throws Exception;
    }

    private FaultRun(Path folder, int nodes, Place place, List<String> program) throws Exception {
        LOG.atWarn().addKeyValue("seed", seed).log("fault run; -Dfaults.seed repeats it");
        this.place = place;
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(new Receiver(place.outside(), history));
        }
        cluster = Cluster.start(folder, nodes, place, program);
    }

    /** A cluster of so many nodes. */
    static FaultRun start(Path folder, int nodes, Place place, List<String> program)
            throws Exception {
        return new FaultRun(folder, nodes, place, program);
    }

    Cluster cluster() {
        return cluster;
    }

    Place place() {
        return place;
    }

    List<Receiver> receivers() {
        return receivers;
    }

    /** Drives every choice of the run. */
    Random random() {
        return random;
    }

    long seed() {
        return seed;
    }

    /** Runs it to its end; the load goes on for that long after the fault. */
    Outcome run(Fault fault, Duration calm) throws Exception {
        DatabaseView database = cluster.database();
        try (Balancer balancer = new Balancer(cluster.nodes());
                Watcher watcher = new Watcher(database, history)) {
            Thread.ofVirtual().start(watcher);
            await(Duration.ofSeconds(40), () -> isBalanced(database), "shards are not spread");
            Load load = Load.start(balancer, history, receivers, VISITORS, seed);
            await(
                    Duration.ofSeconds(40),
                    () -> history.acknowledged(Kind.SAY) >= WARM,
                    "nobody can speak");
            long struck = System.nanoTime();
            fault.strike(this);
            Attempts.pause(calm.toMillis());
            load.end();
            awaitLastCallbacks(database);
            LOG.atWarn()
                    .addKeyValue("seconds", database.count(SLOWEST_CALLBACK))
                    .log("slowest callback from its event to its end");
            return Outcome.of(history.with(database.dump()), struck, seed);
        }
    }

    /** So that whichever node is struck, it matters. */
    private boolean isBalanced(DatabaseView database) throws Exception {
        int fair = 64 / cluster.nodes().size() / 2;
        return database.count(
                        "select count(*) from (select owner from shard where owner is not null"
                                + " group by owner having count(*) >= "
                                + fair
                                + ") as o")
                == cluster.nodes().size();
    }

    /** Those that never leave the outbox are found by the checker. */
    private static void awaitLastCallbacks(DatabaseView database) throws Exception {
        long deadline = System.nanoTime() + LAST_CALLBACKS.toNanos();
        while (System.nanoTime() < deadline
                && database.count("select count(*) from callback where state = 'WAITING'") > 0) {
            Attempts.pause(200);
        }
    }

    @Override
    public void close() throws Exception {
        receivers.forEach(Receiver::close);
        cluster.keepLogs(Path.of("target", "faults", "" + seed));
        cluster.close();
        place.close();
    }

    /** Something that is so or not. */
    interface Question {
        boolean ask() throws Exception;
    }

    static void await(Duration patience, Question question, String complaint) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!question.ask()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(complaint);
            }
            Attempts.pause(100);
        }
    }
}
