package dev.deskbus.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cut cables, under load. Between nodes they are cut by network namespaces, and not at all where
 * those cannot be made: on one address packets do not tell which node they are from, and a stopped
 * forwarder would cut the way to a node, not the one from it.
 */
@Tag("faults")
class SplitsIT {
    private static final int NODES = 3;
    private static final long CUT_MILLIS = 25_000;
    private static final Duration CALM = Duration.ofSeconds(18);

    private static String obstacle = "";

    @TempDir Path folder;

    @BeforeAll
    static void lookWhatCanBeDone() {
        obstacle = Namespaces.obstacle();
    }

    @Test
    void aNodeIsCutFromItsPeersAlone() throws Exception {
        assumeTrue(obstacle.isEmpty(), obstacle);
        runInNamespaces(
                new Goal("one node cut from its peers, not from PostgreSQL, for 25 s", 10),
                (network, node) -> network.cutFromPeers(node));
    }

    @Test
    void aNodeIsCutFromPeersAndDatabase() throws Exception {
        assumeTrue(obstacle.isEmpty(), obstacle);
        runInNamespaces(
                new Goal("one node cut from its peers and PostgreSQL for 25 s", 10),
                (network, node) -> {
                    network.cutFromPeers(node);
                    network.cutFromDatabase(node);
                });
    }

    @Test
    void aNodeIsCutFromTheDatabaseAlone() throws Exception {
        Goal goal = new Goal("one node cut from PostgreSQL, not from its peers, for 25 s", 10);
        if (obstacle.isEmpty()) {
            runInNamespaces(goal, (network, node) -> network.cutFromDatabase(node));
            return;
        }
        Place.CutFromDatabase place = new Place.CutFromDatabase();
        run(goal, place, place::cut, place::heal);
    }

    private interface NetworkCut {
        void make(Namespaces network, int node) throws Exception;
    }

    private interface Cut {
        void make(int node) throws Exception;
    }

    private interface Heal {
        void make() throws Exception;
    }

    private void runInNamespaces(Goal goal, NetworkCut cut) throws Exception {
        Namespaces network = Namespaces.make(NODES);
        try {
            run(goal, network, node -> cut.make(network, node), network::heal);
        } finally {
            network.close();
        }
    }

    private void run(Goal goal, Place place, Cut cut, Heal heal) throws Exception {
        try (FaultRun run = FaultRun.start(folder, NODES, place, Programs.packaged())) {
            goal.judge(
                    run.allowing(goal.lateness())
                            .run(
                                    it -> {
                                        cut.make(it.random().nextInt(NODES));
                                        Attempts.pause(CUT_MILLIS);
                                        heal.make();
                                    },
                                    CALM));
        }
    }
}
