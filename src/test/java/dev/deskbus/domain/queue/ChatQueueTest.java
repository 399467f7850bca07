package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.CYD;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.RULES;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.away;
import static dev.deskbus.domain.queue.QueueFixture.empty;
import static dev.deskbus.domain.queue.QueueFixture.enqueue;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.rules;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static dev.deskbus.domain.queue.QueueFixture.view;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.queue.QueueCommand.AddPreMessage;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.SessionKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class ChatQueueTest {
    private static final Choice ANY = new Choice(List.of(ANN), "x");
    private static final Message HI = Message.Text.plain("hi");
    private static final MessageKey KEY = new MessageKey("k", null);

    @Test
    void aNewcomerJoinsAtTheEnd() {
        thenEvents(waiting(2, RULES), enqueue("lori", 0), step(9, 60))
                .containsExactly(
                        new RequestEnqueued(
                                new Waiting(
                                        request(9),
                                        QueueFixture.origin("lori", null),
                                        0,
                                        3,
                                        NOON.plusSeconds(60),
                                        NOON.plusSeconds(360),
                                        null,
                                        Set.of(),
                                        Set.of(),
                                        null,
                                        Set.of())));
    }

    @Test
    void higherPriorityStandsBeforeEarlierOrder() {
        QueueState state = waiting(2, RULES);
        state = obey(state, enqueue("vip", 5), 9);
        state = obey(state, enqueue("vip2", 5), 10);
        assertThat(state.line())
                .extracting(waiting -> waiting.id().value())
                .containsExactly(9L, 10L, 1L, 2L);
        assertThat(ChatQueue.position(state, request(1))).isEqualTo(3);
        assertThat(ChatQueue.position(state, request(99))).isZero();
        assertThat(ChatQueue.findOf(state, new ClientId("vip2")))
                .get()
                .extracting(Waiting::id)
                .isEqualTo(request(10));
    }

    @Test
    void aClosedQueueTakesNobodyIn() {
        thenRefused(empty(QueueFixture.closed()), enqueue("lori", 0), ErrorCode.QUEUE_OFF_HOURS);
    }

    @Test
    void aRejectingQueueTakesNobodyInWhileNobodyIsThere() {
        var rules = rules(SessionKind.HUMAN, Mode.AUTOMATIC, Policy.RANDOM, WhenNoAgent.REJECT);
        AgentView invisible = view(ANN, AgentStatus.OFFLINE, true, 0, 5, 0);
        thenRefused(empty(rules), enqueue("lori", 0), ErrorCode.QUEUE_NO_AGENT);
        thenRefused(empty(rules, gone(ANN, 5)), enqueue("lori", 0), ErrorCode.QUEUE_NO_AGENT);
        thenRefused(empty(rules, invisible), enqueue("lori", 0), ErrorCode.QUEUE_NO_AGENT);
        thenEvents(empty(rules, away(ANN, 5)), enqueue("lori", 0), step(9, 0)).hasSize(1);
    }

    @Test
    void ofAClientInTheLineTheRowDecides() {
        QueueState state = waiting(1, QueueFixture.closed());
        thenEvents(state, enqueue("c1", 0), step(9, 0)).hasSize(1);
        assertThat(obey(state, enqueue("c1", 0), 9).line())
                .singleElement()
                .extracting(Waiting::id)
                .isEqualTo(request(9));
    }

    @Test
    void waitingWithoutALimitNeverExpires() {
        var endless =
                new QueueRules(
                        RULES.id(),
                        RULES.tenant(),
                        "x",
                        SessionKind.HUMAN,
                        Mode.PULL,
                        Policy.RANDOM,
                        WhenNoAgent.WAIT,
                        Duration.ZERO,
                        QueueFixture.THINKING,
                        RULES.hours(),
                        RULES.idle(),
                        QueueFixture.FAVOUR,
                        QueueRules.Ending.NEVER,
                        null);
        QueueState state = obey(empty(endless), enqueue("lori", 0), 9);
        assertThat(state.line().getFirst().expiresAt()).isNull();
        thenEvents(state, new Tick(), step(0, 9_999_999)).isEmpty();
    }

    @Test
    void onlyTheClientItselfLeavesOrSpeaks() {
        QueueState state = waiting(1, RULES);
        ClientId own = new ClientId("c1");
        ClientId other = new ClientId("c2");
        thenEvents(state, new Cancel(request(1), own), step(0, 0))
                .containsExactly(new RequestEnded(request(1), RequestStatus.CANCELED_BY_CLIENT));
        thenEvents(state, new AddPreMessage(request(1), own, HI, KEY, NOON, "x"), step(0, 0))
                .containsExactly(new PreMessageAdded(request(1), HI, KEY, NOON, "x"));
        thenRefused(state, new Cancel(request(1), other), ErrorCode.REQUEST_UNKNOWN);
        thenRefused(state, new Cancel(request(2), own), ErrorCode.REQUEST_UNKNOWN);
        thenRefused(
                state,
                new AddPreMessage(request(1), other, HI, KEY, null, null),
                ErrorCode.REQUEST_UNKNOWN);
        thenRefused(
                state,
                new AddPreMessage(request(1), own, Message.Text.plain(" "), KEY, null, null),
                ErrorCode.TEXT_EMPTY);
    }

    @Test
    void whatIsSaidWhileWaitingIsNoPartOfTheLine() {
        QueueState state = waiting(1, RULES);
        assertThat(ChatQueue.evolve(state, new PreMessageAdded(request(1), HI, KEY, null, null)))
                .isEqualTo(state);
    }

    @Test
    void anyMemberThatIsPresentWithRoomClaims() {
        QueueState state = waiting(1, RULES, asked(ANN, 0, 1, 9), away(BOB, 1));
        thenEvents(state, new Claim(request(1), BOB), step(0, 0))
                .containsExactly(
                        new RequestAssigned(request(1), BOB, new Choice(List.of(BOB), "claimed")));
    }

    @Test
    void whileOneIsAskedNobodyElseClaims() {
        QueueState state =
                offeredTo(ANN, waiting(1, RULES, asked(ANN, 0, 1, 9), auto(BOB, 0, 1, 0)));
        thenRefused(state, new Claim(request(1), BOB), ErrorCode.AGENT_NOT_ELIGIBLE);
        thenEvents(state, new Claim(request(1), ANN), step(0, 0))
                .containsExactly(
                        new RequestAssigned(request(1), ANN, new Choice(List.of(ANN), "claimed")));
    }

    @Test
    void nobodyElseClaims() {
        AgentId full = new AgentId("FULL");
        QueueState state = waiting(1, RULES, auto(full, 2, 2, 0), gone(BOB, 1));
        thenRefused(state, new Claim(request(1), ANN), ErrorCode.AGENT_NOT_ELIGIBLE);
        thenRefused(state, new Claim(request(1), BOB), ErrorCode.AGENT_UNAVAILABLE);
        thenRefused(state, new Claim(request(1), full), ErrorCode.AGENT_FULL);
        thenRefused(state, new Claim(request(2), full), ErrorCode.REQUEST_UNKNOWN);
    }

    @Test
    void onlyTheAgentThatIsAskedRefuses() {
        QueueState state =
                offeredTo(ANN, waiting(1, RULES, asked(ANN, 0, 1, 9), auto(CYD, 1, 1, 9)));
        OfferEnded refused = new OfferEnded(request(1), ANN, "refused");
        thenEvents(state, new Refuse(request(1), ANN), step(0, 0)).containsExactly(refused);
        thenRefused(state, new Refuse(request(1), BOB), ErrorCode.AGENT_NOT_ELIGIBLE);
        thenRefused(state, new Refuse(request(2), ANN), ErrorCode.REQUEST_UNKNOWN);
        thenEvents(ChatQueue.evolve(state, refused), new Refuse(request(1), ANN), step(0, 0))
                .isEmpty();
        thenRefused(waiting(1, RULES), new Refuse(request(1), ANN), ErrorCode.AGENT_NOT_ELIGIBLE);
    }

    @Test
    void aTouchedAgentChangesNothingByItself() {
        thenEvents(waiting(1, RULES), new AgentTouched(ANN), step(0, 0)).isEmpty();
    }

    @Test
    void whoCannotBeGivenAnythingAnyMoreLosesItsOffer() {
        QueueState state =
                offeredTo(ANN, waiting(1, RULES, asked(ANN, 0, 1, 9), asked(BOB, 0, 1, 0)));
        List<AgentView> without = List.of(away(ANN, 1), asked(BOB, 0, 1, 0));
        thenEvents(state, new RefreshAgents(without), step(0, 0))
                .containsExactly(new AgentsSeen(without), new OfferEnded(request(1), ANN, "left"));
        thenEvents(state, new RefreshAgents(List.of()), step(0, 0))
                .contains(new OfferEnded(request(1), ANN, "left"));
        List<AgentView> still = List.of(asked(ANN, 0, 1, 9));
        thenEvents(state, new RefreshAgents(still), step(0, 0))
                .containsExactly(new AgentsSeen(still));
    }

    @Test
    void leavingIsNoPassing() {
        QueueState state = offeredTo(ANN, waiting(1, RULES, asked(ANN, 0, 1, 9)));
        Waiting left = evolved(state, new OfferEnded(request(1), ANN, OfferEnded.LEFT));
        Waiting expired = evolved(state, new OfferEnded(request(1), ANN, OfferEnded.EXPIRED));
        assertThat(left.passedBy()).isEmpty();
        assertThat(left.offer()).isNull();
        assertThat(expired.passedBy()).containsExactly(ANN);
    }

    @Test
    void theEndOfAnOlderOfferLeavesTheOneUnderWay() {
        QueueState state = offeredTo(BOB, waiting(1, RULES));
        Waiting after = evolved(state, new OfferEnded(request(1), ANN, OfferEnded.EXPIRED));
        assertThat(after.offer()).isNotNull();
        assertThat(after.passedBy()).containsExactly(ANN);
    }

    @Test
    void theClockEndsOffersAndWaiting() {
        QueueState state = offeredTo(ANN, waiting(2, RULES, asked(ANN, 0, 1, 9)));
        thenEvents(state, new Tick(), step(0, 29)).isEmpty();
        thenEvents(state, new Tick(), step(0, 30))
                .containsExactly(new OfferEnded(request(1), ANN, "expired"));
        thenEvents(state, new Tick(), step(0, 300))
                .containsExactly(
                        new RequestEnded(request(1), RequestStatus.TIMEOUT),
                        new RequestEnded(request(2), RequestStatus.TIMEOUT));
    }

    @Test
    void aBurstOfTimeoutsIsSpread() {
        thenEvents(waiting(150, RULES), new Tick(), step(0, 300)).hasSize(100);
    }

    @Test
    void whoWaitsAtClosingTimeStays() {
        thenEvents(waiting(1, QueueFixture.closed()), new Tick(), step(0, 60)).isEmpty();
    }

    @Test
    void anEndedRequestIsGone() {
        QueueState state = waiting(2, RULES);
        RequestEnded ended = new RequestEnded(request(1), RequestStatus.TIMEOUT);
        assertThat(ChatQueue.evolve(state, ended).line())
                .extracting(Waiting::id)
                .containsExactly(request(2));
        assertThat(ChatQueue.find(ChatQueue.evolve(state, ended), request(1))).isEmpty();
    }

    @Test
    void anAssignmentToAStrangerOnlyShortensTheLine() {
        QueueState after =
                ChatQueue.evolve(waiting(1, RULES), new RequestAssigned(request(1), ANN, ANY));
        assertThat(after.line()).isEmpty();
        assertThat(after.agents()).isEmpty();
    }

    @Test
    void whoHasNoSlotIsSeenAsFull() {
        QueueState state = empty(RULES, auto(ANN, 0, 3, 9), auto(BOB, 0, 3, 0));
        QueueState after = ChatQueue.evolve(state, ChatQueue.asFull(state, ANN));
        assertThat(after.agents().get(ANN).hasRoom()).isFalse();
        assertThat(after.agents().get(BOB)).isEqualTo(state.agents().get(BOB));
    }

    @Test
    void everyPriorityAndOrderHasItsPlace() {
        QueueState state = empty(RULES);
        for (int n : IntStream.rangeClosed(1, 20).toArray()) {
            state = obey(state, enqueue("c" + n, n % 3), n);
        }
        assertThat(state.line())
                .isSortedAccordingTo(
                        (a, b) ->
                                a.priority() != b.priority()
                                        ? b.priority() - a.priority()
                                        : Long.compare(a.order(), b.order()));
    }

    private static QueueState offeredTo(AgentId agent, QueueState state) {
        Offer offer = new Offer(50, agent, NOON.plus(QueueFixture.THINKING));
        return ChatQueue.evolve(state, new RequestOffered(request(1), offer, ANY));
    }

    private static Waiting evolved(QueueState state, QueueEvent event) {
        return ChatQueue.find(ChatQueue.evolve(state, event), request(1)).orElseThrow();
    }

    private static QueueState obey(QueueState state, QueueCommand command, long freshId) {
        for (QueueEvent event : ChatQueue.decide(state, command, step(freshId, 0))) {
            state = ChatQueue.evolve(state, event);
        }
        return state;
    }

    private static ListAssert<QueueEvent> thenEvents(
            QueueState state, QueueCommand command, Step step) {
        return assertThat(ChatQueue.decide(state, command, step));
    }

    private static void thenRefused(QueueState state, QueueCommand command, ErrorCode code) {
        assertThatThrownBy(() -> ChatQueue.decide(state, command, step(9, 0)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
