package dev.deskbus.faults;

import static dev.deskbus.faults.FaultRun.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.faults.SabotagedNode.Sabotage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checker can fail: each protection is taken away in turn, and each time that is found. */
@Tag("faults")
class SabotageIT {
    private static final Logger LOG = LoggerFactory.getLogger(SabotageIT.class);
    private static final int NODES = 2;
    private static final int PILED_UP = 1;
    private static final String LINE =
            "select count(*) from chat_request where status = 'WAITING' and queue_id = " + PILED_UP;

    @TempDir Path folder;

    @Test
    void aNodeThatIsStoppedInTheWorstPlaceIsFenced() throws Exception {
        assertThat(run(Sabotage.NOTHING, this::stopInTheWorstPlace)).isEmpty();
    }

    @Test
    void withoutTheFenceAStaleWriteIsFound() throws Exception {
        assertThat(run(Sabotage.FENCE, this::stopInTheWorstPlace)).contains("I5");
    }

    @Test
    void withoutTheLookForRepeatsADoubleIsFound() throws Exception {
        assertThat(
                        run(
                                Sabotage.DEDUPE,
                                run -> {
                                    run.cluster()
                                            .database()
                                            .execute(
                                                    "alter table session_event drop constraint"
                                                            + " session_event_session_id_client_msg_id_key");
                                    Attempts.pause(10_000);
                                }))
                .contains("I2");
    }

    @Test
    void withoutFreeSlotsAnOverloadedAgentIsFound() throws Exception {
        assertThat(run(Sabotage.SLOT, _ -> Attempts.pause(5_000))).contains("I7");
    }

    @Test
    void withoutTheAttemptBeforeTheSendARepeatLikeTheFirstIsFound() throws Exception {
        assertThat(
                        run(
                                Sabotage.ATTEMPT,
                                run -> {
                                    run.receivers().forEach(each -> each.answer(200, 1_500));
                                    Attempts.pause(4_000);
                                    run.cluster().node(run.random().nextInt(NODES)).kill();
                                    run.receivers().forEach(each -> each.answer(200, 0));
                                }))
                .contains("I10");
    }

    @Test
    void withoutTheOrderOfTheLineWhoeverIsPassedIsFound() throws Exception {
        assertThat(
                        run(
                                Sabotage.ORDER,
                                Load.Mix.crowd(PILED_UP),
                                run -> {
                                    await(
                                            Duration.ofSeconds(30),
                                            () -> run.cluster().database().count(LINE) >= 5,
                                            "nobody waits");
                                    run.cluster().node(run.cluster().ownerOf(PILED_UP)).kill();
                                    Attempts.pause(8_000);
                                }))
                .contains("I9");
    }

    @Test
    void withoutTheSelfFenceAnAttemptOfAPausedNodeIsFound() throws Exception {
        assertThat(run(Sabotage.SELF_FENCE, this::pauseBeforeASend)).contains("I10");
    }

    @Test
    void aPausedNodeSendsNothingOnceItsLeaseIsOver() throws Exception {
        assertThat(run(Sabotage.NOTHING, this::pauseBeforeASend)).isEmpty();
    }

    /** For longer than the time after which another node repeats what this one had begun. */
    private void pauseBeforeASend(FaultRun run) throws Exception {
        int victim = run.random().nextInt(NODES);
        run.cluster().stopInTheWorstPlace(victim, "stop-sending");
        Attempts.pause(20_000);
        run.cluster().node(victim).signal("CONT");
        Attempts.pause(4_000);
    }

    /** Nobody takes what the other node sends again, so that it is still to be settled. */
    private void stopInTheWorstPlace(FaultRun run) throws Exception {
        int victim = run.random().nextInt(NODES);
        run.cluster().stopInTheWorstPlace(victim, "stop");
        run.receivers().forEach(each -> each.answer(503, 0));
        Attempts.pause(6_000);
        run.cluster().node(victim).signal("CONT");
        Attempts.pause(2_000);
        run.receivers().forEach(each -> each.answer(200, 0));
    }

    private List<String> run(Sabotage sabotage, FaultRun.Fault fault) throws Exception {
        return run(sabotage, Load.Mix.usual(), fault);
    }

    private List<String> run(Sabotage sabotage, Load.Mix mix, FaultRun.Fault fault)
            throws Exception {
        try (FaultRun run =
                FaultRun.start(folder, NODES, new Place.Loopback(), Programs.sabotaged(sabotage))) {
            Outcome outcome = run.with(mix).run(fault, Duration.ofSeconds(4));
            LOG.atWarn().addKeyValue("without", sabotage).log("{}", outcome);
            return outcome.violations().stream().map(Violation::invariant).distinct().toList();
        }
    }
}
