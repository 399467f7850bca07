package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, freezes, outages and restarts, each under load, each checked for every promise. */
@Tag("faults")
class FaultsIT {
    private static final int NODES = 3;
    private static final int ROUNDS = 3;
    private static final int FIRST_SHARED = 11;
    private static final int LAST_SHARED = 34;
    private static final long OUTAGE_MILLIS = 30_000;

    /** How long a node is ready before the next one goes, as docs/operations.md says. */
    private static final int READY_MILLIS = 12_000;

    private static final Duration CALM = Duration.ofSeconds(18);

    @TempDir Path folder;

    @Test
    void oneOfThreeNodesIsKilled() throws Exception {
        run(
                new Goal("`kill -9` of one of three nodes", 5),
                run -> kill(run, run.random().nextInt(NODES)));
    }

    @Test
    void twoOfThreeNodesAreKilled() throws Exception {
        run(
                new Goal("`kill -9` of two of three nodes", 5),
                run -> {
                    int survivor = run.random().nextInt(NODES);
                    run.cluster().node((survivor + 1) % NODES).kill();
                    Attempts.pause(run.random().nextInt(300));
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
        Outcome outcome =
                run(
                        new Goal("PostgreSQL killed for 30 s; waits from its return on", 2),
                        Duration.ofSeconds(40),
                        run -> {
                            run.cluster().killDatabase();
                            Attempts.pause(OUTAGE_MILLIS);
                            run.cluster().startDatabase();
                            run.countFromNow();
                        });
        assertThat(outcome.moves()).as("shards that changed their owner").isZero();
    }

    @Test
    void thePostgresServerHangs() throws Exception {
        Outcome outcome =
                run(
                        new Goal("PostgreSQL hangs (`SIGSTOP`) for 30 s; waits from then on", 2),
                        Duration.ofSeconds(40),
                        run -> {
                            run.cluster().signalDatabase("STOP");
                            Attempts.pause(OUTAGE_MILLIS);
                            run.cluster().signalDatabase("CONT");
                            run.countFromNow();
                        });
        assertThat(outcome.moves()).as("shards that changed their owner").isZero();
    }

    @Test
    void nodesAreRestartedOneAfterAnother() throws Exception {
        Outcome outcome =
                run(
                        new Goal("rolling restart of all nodes, three times", 2),
                        run -> {
                            for (int i = 0; i < ROUNDS * NODES; i++) {
                                run.cluster().restart(i % NODES);
                                Attempts.pause(READY_MILLIS + run.random().nextInt(1_000));
                            }
                        });
        for (Why why : List.of(Why.TRY_AGAIN, Why.RESET, Why.CLOSED)) {
            assertThat(outcome.count(why)).as("%s: %s", why, outcome).isZero();
        }
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

    @Test
    void fourQueuesOnThreeNodesWantTheSameAgents() throws Exception {
        Goal goal = new Goal("four queues want the same agents, the node of one is killed", 5);
        try (FaultRun run = start()) {
            List<Integer> queues = queuesOnAllNodes(run.cluster());
            Outcome outcome =
                    run.with(Load.Mix.given(queues))
                            .allowing(goal.lateness())
                            .run(
                                    it -> {
                                        int queue = queues.get(it.random().nextInt(4));
                                        assertThat(owners(it.cluster(), queues)).hasSize(NODES);
                                        kill(it, it.cluster().ownerOf(queue));
                                    },
                                    CALM);
            goal.judge(outcome);
        }
    }

    /** Four queues that share their agents and together belong to all nodes. */
    private static List<Integer> queuesOnAllNodes(Cluster cluster) throws Exception {
        List<Integer> chosen = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        Set<Integer> owners = new HashSet<>();
        for (int queue = FIRST_SHARED; queue <= LAST_SHARED; queue++) {
            (owners.add(cluster.ownerOf(queue)) ? chosen : others).add(queue);
        }
        chosen.addAll(others.subList(0, 4 - chosen.size()));
        assertThat(owners).as("owners of the queues").hasSize(NODES);
        return chosen;
    }

    private static Set<Integer> owners(Cluster cluster, List<Integer> queues) throws Exception {
        Set<Integer> owners = new HashSet<>();
        for (int queue : queues) {
            owners.add(cluster.ownerOf(queue));
        }
        return owners;
    }

    private static void kill(FaultRun run, int victim) throws Exception {
        run.cluster().node(victim).kill();
        Attempts.pause(8_000);
        run.cluster().node(victim).start();
    }

    private static void freeze(FaultRun run, long millis) throws Exception {
        int victim = run.random().nextInt(NODES);
        run.cluster().node(victim).signal("STOP");
        Attempts.pause(millis);
        run.cluster().node(victim).signal("CONT");
    }

    private FaultRun start() throws Exception {
        return FaultRun.start(folder, NODES, new Place.Loopback(), Programs.packaged());
    }

    private Outcome run(Goal goal, FaultRun.Fault fault) throws Exception {
        return run(goal, goal.lateness(), fault);
    }

    private Outcome run(Goal goal, Duration lateness, FaultRun.Fault fault) throws Exception {
        try (FaultRun run = start()) {
            Outcome outcome = run.allowing(lateness).run(fault, CALM);
            goal.judge(outcome);
            return outcome;
        }
    }
}
