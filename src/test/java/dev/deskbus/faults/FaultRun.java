package dev.deskbus.faults;

import dev.deskbus.faults.Operation.Kind;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final int RECEIVERS = 3;
    private static final int WARM = 60;
    private static final int STEADY = 100;
    private static final Duration WARMING = Duration.ofSeconds(60);
    private static final int MOMENT_MILLIS = 2_000;
    private static final int STILL_MILLIS = 3_000;
    private static final String PLACES =
            "select sum(hashtext(id || ' ' || owner))::bigint from shard where owner is not null";
    private static final Duration LAST_CALLBACKS = Duration.ofSeconds(90);

    private final Replay replay = Replay.ofThisTest();
    private final Random random = new Random(replay.seed());
    private final History history = new History();
    private final List<Receiver> receivers = new ArrayList<>();
    private final Place place;
    private final Cluster cluster;
    private Load.Mix mix = Load.Mix.usual();
    private Duration lateness = Duration.ofSeconds(15);
    private long counted;

    /** What is done to the cluster; it is whole again afterwards. */
    interface Fault {
        void strike(FaultRun run) throws Exception;
    }

    private FaultRun(Path folder, int nodes, Place place, List<String> program) throws Exception {
        LOG.atWarn().log("fault run; again: {}", replay.command());
        this.place = place;
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(new Receiver(place.outside(), history));
        }
        cluster = Cluster.start(folder, nodes, place, program);
        awaitBalance();
    }

    /** A cluster of so many nodes, each with its part of the shards. */
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

    /** Other work than the usual. */
    FaultRun with(Load.Mix other) {
        mix = other;
        return this;
    }

    /** How much later than written nodes may do what the clock tells them. */
    FaultRun allowing(Duration late) {
        lateness = late;
        return this;
    }

    /** From now on waiting counts; without it, from the strike. */
    void countFromNow() {
        counted = System.nanoTime();
    }

    /** Runs it to its end; the load goes on for that long after the fault. */
    Outcome run(Fault fault, Duration calm) throws Exception {
        DatabaseView database = cluster.database();
        try (Balancer balancer = new Balancer(cluster.nodes());
                Watcher watcher = new Watcher(database, history)) {
            Thread.ofVirtual().start(watcher);
            Load load = Load.start(mix, balancer, history, receivers, replay.seed());
            await(
                    Duration.ofSeconds(90),
                    () -> history.acknowledged(Kind.SAY) >= WARM,
                    "nobody can speak");
            awaitSteadiness();
            Attempts.pause(random.nextInt(MOMENT_MILLIS));
            long struck = System.nanoTime();
            counted = struck;
            double age = database.secondsOfDatabase();
            fault.strike(this);
            Attempts.pause(calm.toMillis());
            load.end();
            awaitLastCallbacks(database);
            keepSlowOnes(struck);
            return Outcome.of(
                    history.with(database.dump(), lateness),
                    new Outcome.Facts(
                            struck, counted, database.slowestCallback(age), replay.command()));
        }
    }

    /** A fault is measured, not how long young JVMs take to become quick; but not for ever. */
    private void awaitSteadiness() {
        long deadline = System.nanoTime() + WARMING.toNanos();
        while (!history.isSteady(STEADY)) {
            if (System.nanoTime() > deadline) {
                LOG.atWarn().log("struck although the last operations were not served at once");
                return;
            }
            Attempts.pause(200);
        }
    }

    /** So that whichever node is struck, it matters, and no shard moves for another reason. */
    private void awaitBalance() throws Exception {
        DatabaseView database = cluster.database();
        int fair = 64 / cluster.nodes().size() / 2;
        String fairly =
                "select count(*) from (select owner from shard where owner is not null"
                        + " group by owner having count(*) >= "
                        + fair
                        + ") as o";
        await(
                Duration.ofSeconds(60),
                () -> database.count(fairly) == cluster.nodes().size(),
                "shards are not spread");
        await(Duration.ofSeconds(60), () -> isQuiet(database), "shards move on and on");
    }

    private static boolean isQuiet(DatabaseView database) throws Exception {
        long before = database.count(PLACES);
        Attempts.pause(STILL_MILLIS);
        return database.count(PLACES) == before;
    }

    /** Whatever took a second or a second try, for whoever wants to know why. */
    private void keepSlowOnes(long struck) throws IOException {
        Path folder = Files.createDirectories(folder());
        Files.write(folder.resolve("slow.txt"), history.slow(struck));
    }

    private Path folder() {
        return Path.of("target", "faults", "" + replay.seed());
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
        cluster.keepLogs(folder());
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
