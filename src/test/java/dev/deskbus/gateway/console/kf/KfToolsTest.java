package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.GONE;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddReply;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetTagSet;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** A call is judged for the agent as the directory has it now, not as it was at its login. */
class KfToolsTest {
    private final KfTools target =
            new KfTools(
                    new KfPorts(
                            new ScriptedBus(),
                            new FakeDirectory(),
                            new FakePresence(new FakeDirectory()),
                            new FakeViews(),
                            new FakeLines(),
                            () -> Future.succeededFuture(77L),
                            new NoHeartbeats(),
                            () -> NOW,
                            new FakeRobot(),
                            new FakeRobot(),
                            new FakeRetired(),
                            House.NO_TOOLS));

    @Test
    void whoWasDisabledMeanwhileGetsNothing() {
        assertRefused(GONE, new GetTagSet());
    }

    @Test
    void whoWentToAnotherTenantMeanwhileGetsNothing() {
        assertRefused(seated(new TenantId(2), Agent.Role.AGENT), new GetTagSet());
    }

    @Test
    void whoIsNoSupervisorAnyMoreMakesNoRepliesForAll() {
        assertRefused(
                seated(SELITE.tenant(), Agent.Role.SUPERVISOR),
                new AddReply(new ReplyDraft("", "hi", "", "hello"), true));
    }

    /** The agent as it was when it logged in. */
    private static Agent seated(TenantId tenant, Agent.Role role) {
        return new Agent(
                SELITE.id(), tenant, 1, "name", "", "", "", role, 5, true, 0, SELITE.queues());
    }

    private void assertRefused(Agent seated, KfToolRequests request) {
        assertThat(target.serve(seated, request).cause())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.CALLER_NOT_ALLOWED));
    }
}
