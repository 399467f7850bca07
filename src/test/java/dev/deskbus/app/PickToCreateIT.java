package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long it takes from an agent's pick to the third party's {@code create} callback:
 * milliseconds, not a polling interval. Prints what it measured; README shows the command.
 */
class PickToCreateIT {
    private static final Logger LOG = LoggerFactory.getLogger(PickToCreateIT.class);
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 200;

    @TempDir Path folder;

    @Test
    void thePickReachesTheThirdPartyInMilliseconds() throws Exception {
        double[] millis = new double[ROUNDS];
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess node = NodeProcess.start(folder, Map.of())) {
            KfConsole agent = KfConsole.logIn(node, "SELITE");
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double took = pick(node, agent, thirdParty, "pick" + (round + WARM_UP));
                if (round >= 0) {
                    millis[round] = took;
                }
            }
        }
        Arrays.sort(millis);
        LOG.warn(
                "pick to create over {} picks: median {} ms, p99 {} ms, longest {} ms",
                ROUNDS,
                round(millis[ROUNDS / 2]),
                round(millis[ROUNDS * 99 / 100]),
                round(millis[ROUNDS - 1]));
        assertThat(millis[ROUNDS / 2]).as("median in ms").isLessThan(100);
        assertThat(millis[ROUNDS * 99 / 100]).as("p99 in ms").isLessThan(1000);
    }

    private static double pick(
            NodeProcess node, KfConsole agent, CallbackReceiver thirdParty, String name)
            throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn(name);
        visitor.enqueue(2, thirdParty.address());
        long picked = System.nanoTime();
        assertThat(agent.call("connect", "userid", visitor.clientId()).path("code").asInt())
                .isZero();
        long called = thirdParty.await("create", visitor.clientId(), 1).getFirst().nanos();
        agent.call("disconnect", "userid", visitor.clientId());
        return (called - picked) / 1e6;
    }

    private static String round(double millis) {
        return String.format("%.1f", millis);
    }
}
