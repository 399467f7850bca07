package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.CYD;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.RULES;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.asking;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.away;
import static dev.deskbus.domain.queue.QueueFixture.directed;
import static dev.deskbus.domain.queue.QueueFixture.empty;
import static dev.deskbus.domain.queue.QueueFixture.enqueue;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.Step.Known;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a client is rather given to: asked for, owner, last, policy, in this order. */
class FavoursTest {
    private static final Directed WANTS_BOB =
            new Directed(BOB, NOON.plusSeconds(30), Choice.WANTED);

    @Test
    void whoIsAskedForIsKeptForTheStickyTime() {
        QueueState state = empty(RULES, auto(ANN, 0, 5, 9), auto(BOB, 0, 5, 0));
        assertThat(joined(state, asking("lori", BOB), Known.NOTHING)).isEqualTo(WANTS_BOB);
    }

    @Test
    void whoIsAskedForGoesBeforeTheOwnerAndTheOwnerBeforeTheLast() {
        QueueState state = empty(RULES, auto(ANN, 0, 5, 9), auto(BOB, 0, 5, 0), auto(CYD, 0, 5, 0));
        Known known = new Known(ANN, CYD);
        assertThat(joined(state, asking("lori", BOB), known)).isEqualTo(WANTS_BOB);
        assertThat(joined(state, enqueue("lori", 0), known))
                .isEqualTo(new Directed(ANN, NOON, Choice.OWNER));
        assertThat(joined(state, enqueue("lori", 0), new Known(null, CYD)))
                .isEqualTo(new Directed(CYD, NOON, Choice.LAST_AGENT));
    }

    @Test
    void whoDoesNotServeTheQueueIsNoFavourite() {
        QueueState state = empty(RULES, auto(ANN, 0, 5, 9));
        assertThat(joined(state, enqueue("lori", 0), new Known(BOB, CYD))).isNull();
    }

    @Test
    void theLastAgentIsWaitedForOnlyWhileItIsThere() {
        var rules = QueueFixture.waitingForTheLast(Duration.ofSeconds(15));
        Known last = new Known(null, BOB);
        assertThat(joined(empty(rules, away(BOB, 5)), enqueue("lori", 0), last))
                .isEqualTo(new Directed(BOB, NOON.plusSeconds(15), Choice.LAST_AGENT));
        assertThat(joined(empty(rules, gone(BOB, 5)), enqueue("lori", 0), last))
                .isEqualTo(new Directed(BOB, NOON, Choice.LAST_AGENT));
    }

    @Test
    void anAgentWhoIsUnknownOrNotThereCannotBeAskedFor() {
        QueueState state = empty(RULES, auto(ANN, 0, 5, 9), gone(BOB, 5));
        for (AgentId absent : List.of(BOB, CYD)) {
            assertThatThrownBy(() -> ChatQueue.decide(state, asking("lori", absent), step(9, 0)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.code())
                                            .isEqualTo(ErrorCode.AGENT_UNAVAILABLE));
        }
    }

    @Test
    void whileItIsKeptNobodyElseGetsIt() {
        QueueState busy = directed(WANTS_BOB, RULES, auto(ANN, 0, 5, 9), auto(BOB, 1, 1, 0));
        assertThat(ChatQueue.match(busy, step(9, 29))).isEmpty();
        assertThatThrownBy(() -> ChatQueue.decide(busy, new Claim(request(1), ANN), step(9, 29)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.AGENT_NOT_ELIGIBLE));
    }

    @Test
    void whoComesFreeInTimeGetsIt() {
        QueueState free = directed(WANTS_BOB, RULES, auto(ANN, 0, 5, 9), auto(BOB, 0, 1, 0));
        assertThat(ChatQueue.match(free, step(9, 29)))
                .contains(
                        new RequestAssigned(
                                request(1), BOB, new Choice(List.of(BOB), Choice.WANTED)));
    }

    @Test
    void afterwardsAnybodyMayHaveItTheFavouriteFirst() {
        QueueState busy = directed(WANTS_BOB, RULES, auto(ANN, 0, 5, 9), auto(BOB, 1, 1, 0));
        assertThat(ChatQueue.match(busy, step(9, 30)))
                .contains(
                        new RequestAssigned(
                                request(1), ANN, new Choice(List.of(ANN), "longest-idle")));
        QueueState free = directed(WANTS_BOB, RULES, auto(ANN, 0, 5, 9), auto(BOB, 0, 1, 0));
        assertThat(ChatQueue.match(free, step(9, 30)))
                .contains(
                        new RequestAssigned(
                                request(1), BOB, new Choice(List.of(BOB, ANN), Choice.WANTED)));
    }

    @Test
    void theRefusalOfWhoIsAskedForIsTheEnd() {
        QueueState state = directed(WANTS_BOB, RULES, auto(ANN, 0, 5, 9), asked(BOB, 0, 1, 0));
        var refused = new RequestEnded(request(1), RequestStatus.REFUSED);
        assertThat(ChatQueue.decide(state, new Refuse(request(1), BOB), step(0, 5)))
                .containsExactly(refused);
        QueueState offered = offer(state, BOB);
        assertThat(ChatQueue.decide(offered, new Refuse(request(1), BOB), step(0, 50)))
                .containsExactly(refused);
    }

    @Test
    void theRefusalOfTheLastAgentIsNot() {
        QueueState state =
                directed(
                        new Directed(BOB, NOON.plusSeconds(9), Choice.LAST_AGENT),
                        RULES,
                        auto(ANN, 0, 5, 9),
                        asked(BOB, 0, 1, 0));
        var passed = new OfferEnded(request(1), BOB, OfferEnded.REFUSED);
        assertThat(ChatQueue.decide(offer(state, BOB), new Refuse(request(1), BOB), step(0, 1)))
                .containsExactly(passed);
        QueueState after = ChatQueue.evolve(offer(state, BOB), passed);
        assertThat(ChatQueue.match(after, step(9, 1)))
                .contains(
                        new RequestAssigned(
                                request(1), ANN, new Choice(List.of(ANN), "longest-idle")));
    }

    @Test
    void whenEverybodyHasRefusedItEnds() {
        QueueState state =
                QueueFixture.waiting(
                        1, RULES, asked(ANN, 0, 1, 9), asked(BOB, 0, 1, 0), away(CYD, 5));
        QueueState passed = refuse(offer(state, ANN), ANN);
        assertThat(ChatQueue.decide(offer(passed, BOB), new Refuse(request(1), BOB), step(0, 1)))
                .containsExactly(new RequestEnded(request(1), RequestStatus.REFUSED));
    }

    @Test
    void anOfferThatRanOutIsNoRefusal() {
        QueueState state = QueueFixture.waiting(1, RULES, asked(ANN, 0, 1, 9), asked(BOB, 0, 1, 0));
        QueueState passed =
                ChatQueue.evolve(
                        offer(state, ANN), new OfferEnded(request(1), ANN, OfferEnded.EXPIRED));
        assertThat(ChatQueue.decide(offer(passed, BOB), new Refuse(request(1), BOB), step(0, 1)))
                .containsExactly(new OfferEnded(request(1), BOB, OfferEnded.REFUSED));
    }

    private static QueueState refuse(QueueState state, AgentId agent) {
        QueueState after = state;
        for (QueueEvent event :
                ChatQueue.decide(state, new Refuse(request(1), agent), step(0, 0))) {
            after = ChatQueue.evolve(after, event);
        }
        return after;
    }

    private static QueueState offer(QueueState state, AgentId agent) {
        return ChatQueue.evolve(
                state,
                new RequestOffered(
                        request(1),
                        new Offer(50, agent, NOON.plusSeconds(60)),
                        new Choice(List.of(agent), "longest-idle")));
    }

    private static Directed joined(QueueState state, QueueCommand.Enqueue command, Known known) {
        return ChatQueue.enqueue(state, command, new Step(NOON, 9, known)).waiting().directed();
    }
}
