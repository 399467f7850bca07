package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.CYD;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.RULES;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.away;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.session.SessionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MatchingTest {
    @Test
    void whoIsAskedAndBeginsToAcceptAutomaticallyHasAccepted() {
        QueueState state =
                waiting(1, RULES, QueueFixture.view(ANN, AgentStatus.ONLINE, false, 0, 1, 9));
        state = ChatQueue.evolve(state, ChatQueue.match(state, step(9, 0)).orElseThrow());
        assertThat(ChatQueue.match(state, step(10, 1))).isEmpty();

        AgentView automatic = QueueFixture.view(ANN, AgentStatus.ONLINE, true, 0, 1, 9);
        state = ChatQueue.evolve(state, new QueueEvent.AgentsSeen(List.of(automatic)));

        assertThat(ChatQueue.match(state, step(10, 1)))
                .hasValueSatisfying(
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                RequestAssigned.class,
                                                given -> assertThat(given.agent()).isEqualTo(ANN)));
        assertThat(ChatQueue.match(state, step(10, 31))).isEmpty();
    }

    @Test
    void whoAcceptsByItselfIsGivenTheFirstRequest() {
        QueueState state = waiting(2, RULES, auto(ANN, 0, 1, 9), auto(BOB, 0, 1, 90));
        assertThat(ChatQueue.match(state, step(9, 0)))
                .contains(
                        new RequestAssigned(
                                request(1), BOB, new Choice(List.of(BOB, ANN), "longest-idle")));
    }

    @Test
    void whoWantsToBeAskedIsAsked() {
        QueueState state = waiting(1, RULES, asked(ANN, 0, 1, 9));
        assertThat(ChatQueue.match(state, step(9, 5)))
                .contains(
                        new RequestOffered(
                                request(1),
                                new Offer(9, ANN, NOON.plusSeconds(35)),
                                new Choice(List.of(ANN), "longest-idle")));
    }

    @Test
    void whoIsNotRoutableGetsNothing() {
        QueueState state = waiting(1, RULES, away(ANN, 5), auto(BOB, 5, 5, 9));
        assertThat(ChatQueue.match(state, step(9, 0))).isEmpty();
        assertThat(ChatQueue.match(waiting(0, RULES, auto(ANN, 0, 5, 0)), step(9, 0))).isEmpty();
    }

    @Test
    void nothingIsGivenAwayWhereAgentsPick() {
        var pull = rules(Mode.PULL, Policy.LONGEST_IDLE);
        assertThat(ChatQueue.match(waiting(1, pull, auto(ANN, 0, 5, 0)), step(9, 0))).isEmpty();
    }

    @Test
    void longestIdleTakesTurnsWithinOneBurst() {
        QueueState state = waiting(4, RULES, auto(ANN, 0, 5, 9), auto(BOB, 0, 5, 90));
        assertThat(givenTo(state)).containsExactly(BOB, ANN, BOB, ANN);
    }

    @Test
    void leastLoadedFillsUpFromBelow() {
        var rules = rules(Mode.AUTOMATIC, Policy.LEAST_LOADED);
        QueueState state = waiting(4, rules, auto(ANN, 2, 9, 9), auto(BOB, 0, 9, 0));
        assertThat(givenTo(state)).containsExactly(BOB, BOB, ANN, BOB);
    }

    @Test
    void roundRobinGoesByNameAndBeginsAgain() {
        var rules = rules(Mode.AUTOMATIC, Policy.ROUND_ROBIN);
        QueueState state =
                waiting(5, rules, auto(CYD, 0, 9, 0), auto(ANN, 0, 9, 9), auto(BOB, 0, 9, 9));
        assertThat(givenTo(state)).containsExactly(ANN, BOB, CYD, ANN, BOB);
    }

    @Test
    void roundRobinCountsOffersAsTurns() {
        var rules = rules(Mode.AUTOMATIC, Policy.ROUND_ROBIN);
        QueueState state = waiting(3, rules, asked(ANN, 0, 9, 0), asked(BOB, 0, 9, 9));
        assertThat(givenTo(state)).containsExactly(ANN, BOB, ANN);
    }

    @Test
    void randomIsTheSameForTheSameStepAndReachesEverybody() {
        var rules = rules(Mode.AUTOMATIC, Policy.RANDOM);
        QueueState state =
                waiting(1, rules, auto(ANN, 0, 1, 0), auto(BOB, 0, 1, 0), auto(CYD, 0, 1, 0));
        assertThat(ChatQueue.match(state, step(7, 0)))
                .isEqualTo(ChatQueue.match(state, step(7, 9)));
        List<AgentId> chosen =
                LongStream.rangeClosed(1, 300)
                        .mapToObj(id -> agentOf(ChatQueue.match(state, step(id, 0)).orElseThrow()))
                        .toList();
        for (AgentId agent : List.of(ANN, BOB, CYD)) {
            assertThat(chosen.stream().filter(agent::equals).count()).isBetween(70L, 130L);
        }
    }

    @Test
    void anOfferTakesUpRoom() {
        QueueState state = waiting(3, RULES, asked(ANN, 1, 3, 0));
        assertThat(givenTo(state)).containsExactly(ANN, ANN);
    }

    @Test
    void whoPassedIsAskedAgainOnlyWhenEverybodyPassed() {
        QueueState state = waiting(1, RULES, asked(ANN, 0, 1, 90), asked(BOB, 0, 1, 9));
        List<AgentId> asked = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            QueueEvent offered = ChatQueue.match(state, step(9 + round, 0)).orElseThrow();
            AgentId agent = agentOf(offered);
            asked.add(agent);
            state = ChatQueue.evolve(state, offered);
            state = ChatQueue.evolve(state, new OfferEnded(request(1), agent, OfferEnded.REFUSED));
        }
        assertThat(asked).containsExactly(ANN, BOB, ANN, BOB, ANN);
    }

    @Test
    void whoPassedTheFirstIsGivenTheSecondMeanwhile() {
        QueueState state = waiting(2, RULES, asked(ANN, 0, 1, 90));
        state = ChatQueue.evolve(state, new OfferEnded(request(1), ANN, OfferEnded.REFUSED));
        assertThat(ChatQueue.match(state, step(9, 0)))
                .get()
                .isInstanceOfSatisfying(
                        RequestOffered.class,
                        offered -> assertThat(offered.request()).isEqualTo(request(2)));
    }

    private static List<AgentId> givenTo(QueueState start) {
        List<AgentId> agents = new ArrayList<>();
        QueueState state = start;
        for (Optional<QueueEvent> next = ChatQueue.match(state, step(9, 0));
                next.isPresent();
                next = ChatQueue.match(state, step(9 + agents.size(), 0))) {
            agents.add(agentOf(next.get()));
            state = ChatQueue.evolve(state, next.get());
        }
        for (AgentView view : state.agents().values()) {
            assertThat(view.load()).isLessThanOrEqualTo(view.capacity());
        }
        return agents;
    }

    private static AgentId agentOf(QueueEvent event) {
        return switch (event) {
            case RequestAssigned assigned -> assigned.agent();
            case RequestOffered offered -> offered.offer().agent();
            default -> throw new AssertionError("not given away: " + event);
        };
    }

    private static QueueRules rules(Mode mode, Policy policy) {
        return QueueFixture.rules(SessionKind.HUMAN, mode, policy, WhenNoAgent.WAIT);
    }
}
