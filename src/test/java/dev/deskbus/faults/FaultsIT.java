package dev.deskbus.faults;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, freezes, outages and restarts, each under load, each checked for every promise. */
@Tag("faults")
class FaultsIT {
    private static final int NODES = 3;

    @TempDir Path folder;

    @Test
    void oneOfThreeNodesIsKilled() throws Exception {
        run(
                new Goal("`kill -9` of one of three nodes", 5),
                run -> {
                    int victim = run.random().nextInt(NODES);
                    run.cluster().node(victim).kill();
                    Attempts.pause(8_000);
                    run.cluster().node(victim).start();
                });
    }

    @Test
    void twoOfThreeNodesAreKilled() throws Exception {
        run(
                new Goal("`kill -9` of two of three nodes", 5),
                run -> {
                    int survivor = run.random().nextInt(NODES);
                    run.cluster().node((survivor + 1) % NODES).kill();
                    run.cluster().node((survivor + 2) % NODES).kill();
                    Attempts.pause(8_000);
                    run.cluster().node((survivor + 1) % NODES).start();
                });
    }

    @Test
    void aNodeFreezesForThreeSeconds() throws Exception {
        run(new Goal("`SIGSTOP` of one node for 3 s", 5), run -> freeze(run, 3_000));
    }

    @Test
    void aNodeFreezesForTwelveSeconds() throws Exception {
        run(new Goal("`SIGSTOP` of one node for 12 s", 5), run -> freeze(run, 12_000));
    }

    @Test
    void thePostgresServerIsKilled() throws Exception {
        run(
                new Goal("PostgreSQL killed, back after 10 s", 12),
                run -> {
                    run.cluster().killDatabase(); // Takes the first five.
                    Attempts.pause(5_000);
                    run.cluster().startDatabase();
                });
    }

    @Test
    void thePostgresServerHangs() throws Exception {
        run(
                new Goal("PostgreSQL hangs (`SIGSTOP`) for 8 s", 13),
                run -> {
                    run.cluster().signalDatabase("STOP");
                    Attempts.pause(8_000);
                    run.cluster().signalDatabase("CONT");
                });
    }

    @Test
    void nodesAreRestartedOneAfterAnother() throws Exception {
        run(
                new Goal("rolling restart of all nodes", 2),
                run -> {
                    for (int node = 0; node < NODES; node++) {
                        run.cluster().restart(node);
                        Attempts.pause(4_000);
                    }
                });
    }

    @Test
    void oneThirdPartyIsSlowAndAnotherDead() throws Exception {
        run(
                new Goal("one callback receiver answers after 2 s, one with 503, for 12 s", 2),
                run -> {
                    run.receivers().get(0).answer(200, 2_000);
                    run.receivers().get(1).answer(503, 0);
                    Attempts.pause(12_000);
                    run.receivers().get(0).answer(200, 0);
                    run.receivers().get(1).answer(200, 0);
                });
    }

    private static void freeze(FaultRun run, long millis) throws Exception {
        int victim = run.random().nextInt(NODES);
        run.cluster().node(victim).signal("STOP");
        Attempts.pause(millis);
        run.cluster().node(victim).signal("CONT");
    }

    private void run(Goal goal, FaultRun.Fault fault) throws Exception {
        try (FaultRun run =
                FaultRun.start(folder, NODES, new Place.Loopback(), Programs.packaged())) {
            goal.judge(run.run(fault, Duration.ofSeconds(8)));
        }
    }
}
