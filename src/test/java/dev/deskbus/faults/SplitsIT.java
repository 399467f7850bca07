package dev.deskbus.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cut cables, under load. Skipped where network namespaces cannot be made. */
@Tag("faults")
class SplitsIT {
    private static final int NODES = 3;
    private static final long CUT_MILLIS = 25_000;

    @TempDir Path folder;

    @BeforeAll
    static void skipWhereItCannotBeDone() {
        String obstacle = Namespaces.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
    }

    @Test
    void aNodeIsCutFromItsPeersAlone() throws Exception {
        run(
                new Goal("one node cut from its peers, not from PostgreSQL, for 25 s", 10),
                (network, node) -> network.cutFromPeers(node));
    }

    @Test
    void aNodeIsCutFromPeersAndDatabase() throws Exception {
        run(
                new Goal("one node cut from its peers and PostgreSQL for 25 s", 10),
                (network, node) -> {
                    network.cutFromPeers(node);
                    network.cutFromDatabase(node);
                });
    }

    @Test
    void aNodeIsCutFromTheDatabaseAlone() throws Exception {
        run(
                new Goal("one node cut from PostgreSQL, not from its peers, for 25 s", 10),
                (network, node) -> network.cutFromDatabase(node));
    }

    private interface Cut {
        void make(Namespaces network, int node) throws Exception;
    }

    private void run(Goal goal, Cut cut) throws Exception {
        Namespaces network = Namespaces.make(NODES);
        try (FaultRun run = FaultRun.start(folder, NODES, network, Programs.packaged())) {
            goal.judge(
                    run.run(
                            it -> {
                                cut.make(network, it.random().nextInt(NODES));
                                Attempts.pause(CUT_MILLIS);
                                network.heal();
                            },
                            Duration.ofSeconds(10)));
        } finally {
            network.close();
        }
    }
}
