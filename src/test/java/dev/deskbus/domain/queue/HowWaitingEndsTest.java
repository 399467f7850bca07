package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.RULES;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.queue.QueueCommand.EndDeserted;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueRules.AtClosing;
import dev.deskbus.domain.queue.QueueRules.Ending;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends the wait beside its limit (decisions V2-50, V2-51). */
class HowWaitingEndsTest {
    private static final WorkHours NEVER_OPEN = new WorkHours(ZoneOffset.UTC, List.of());
    private static final WorkHours ALWAYS_OPEN = WorkHours.always(ZoneOffset.UTC);

    @Test
    void closingTimeEndsTheWaitWhereTheQueueWantsThat() {
        assertThat(tick(rules(NEVER_OPEN, AtClosing.DROP)))
                .containsExactly(
                        new RequestEnded(request(1), RequestStatus.OFF_HOUR),
                        new RequestEnded(request(2), RequestStatus.OFF_HOUR));
        assertThat(tick(rules(NEVER_OPEN, AtClosing.DRAIN))).isEmpty();
        assertThat(tick(rules(ALWAYS_OPEN, AtClosing.DROP))).isEmpty();
    }

    @Test
    void aQueueThatIsRemovedDropsWhoeverWaitsAndTakesNobody() {
        QueueRules removed = rules(ALWAYS_OPEN, AtClosing.DRAIN, true);

        assertThat(tick(removed))
                .containsExactly(
                        new RequestEnded(request(1), RequestStatus.DROPPED),
                        new RequestEnded(request(2), RequestStatus.DROPPED));
        assertThatThrownBy(
                        () ->
                                ChatQueue.decide(
                                        QueueFixture.empty(removed),
                                        QueueFixture.enqueue("c1", 0),
                                        step(1, 0)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_UNKNOWN));
    }

    @Test
    void onlyWhoHasWaitedForSoLongWithoutAnAgentIsToldSo() {
        QueueState state = waiting(2, RULES);

        assertThat(decide(state, 19)).isEmpty();
        assertThat(decide(state, 20))
                .containsExactly(
                        new RequestEnded(request(1), RequestStatus.NO_AGENT_ONLINE),
                        new RequestEnded(request(2), RequestStatus.NO_AGENT_ONLINE));
    }

    private static List<QueueEvent> decide(QueueState state, long seconds) {
        return ChatQueue.decide(state, new EndDeserted(Duration.ofSeconds(20)), step(0, seconds));
    }

    private static List<QueueEvent> tick(QueueRules rules) {
        return ChatQueue.decide(waiting(2, rules), new Tick(), step(0, 10));
    }

    private static QueueRules rules(WorkHours hours, AtClosing atClosing) {
        return rules(hours, atClosing, false);
    }

    private static QueueRules rules(WorkHours hours, AtClosing atClosing, boolean removed) {
        return new QueueRules(
                RULES.id(),
                RULES.tenant(),
                RULES.name(),
                RULES.kind(),
                RULES.mode(),
                RULES.policy(),
                RULES.whenNoAgent(),
                RULES.waitingLimit(),
                RULES.offerTime(),
                hours,
                RULES.idle(),
                RULES.favour(),
                new Ending(Duration.ZERO, Duration.ZERO, atClosing, removed),
                null);
    }
}
