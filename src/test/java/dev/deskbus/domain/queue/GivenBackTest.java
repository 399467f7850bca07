package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.RULES;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.empty;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.LineChanged;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueState.Waiting;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A session that an agent gave back waits like anybody, but not for that agent. */
class GivenBackTest {
    private static final CallbackTarget TARGET =
            new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:1/x", "demo");

    @Test
    void whoGaveItBackIsNeverGivenIt() {
        assertThat(match(auto(ANN, 0, 5, 10))).isEmpty();
        assertThat(match(auto(ANN, 0, 5, 99), auto(BOB, 4, 5, 1)))
                .get()
                .isInstanceOfSatisfying(
                        RequestAssigned.class,
                        given -> {
                            assertThat(given.agent()).isEqualTo(BOB);
                            assertThat(given.choice().candidates()).containsExactly(BOB);
                        });
    }

    @Test
    void othersBehindItAreGivenToWhoGaveItBack() {
        QueueState state =
                ChatQueue.evolve(line(auto(ANN, 0, 5, 10)), new RequestEnqueued(waiting(2)));
        assertThat(ChatQueue.match(state, step(9, 1)))
                .get()
                .isInstanceOfSatisfying(
                        RequestAssigned.class,
                        given -> assertThat(given.request()).isEqualTo(request(2)));
    }

    @Test
    void itMayBeTakenByHandEvenByThatAgent() {
        assertThat(
                        ChatQueue.claim(line(auto(ANN, 0, 5, 1)), new Claim(request(1), ANN), NOON)
                                .agent())
                .isEqualTo(ANN);
    }

    @Test
    void itDoesNotRunOutAndIsNotRefused() {
        QueueState asked = line(asked(BOB, 0, 5, 10));
        assertThat(ChatQueue.decide(asked, new Tick(), step(9, 100_000))).isEmpty();
        RequestOffered offered = (RequestOffered) ChatQueue.match(asked, step(9, 1)).orElseThrow();
        assertThat(
                        ChatQueue.decide(
                                ChatQueue.evolve(asked, offered),
                                new Refuse(request(1), BOB),
                                step(0, 2)))
                .as("the last one who could be asked")
                .containsExactly(new OfferEnded(request(1), BOB, OfferEnded.REFUSED));
    }

    @Test
    void itsClientHasNoSuchRequest() {
        assertThatThrownBy(
                        () ->
                                ChatQueue.decide(
                                        line(),
                                        new Cancel(request(1), new ClientId("c1")),
                                        step(0, 1)))
                .isInstanceOf(Refusal.class);
        assertThat(Outbox.ofPosition(given(1), 3)).isEmpty();
    }

    @Test
    void whoeverReadsTheLineAgainDecidesNothing() {
        assertThat(ChatQueue.decide(line(), new LineChanged(), step(0, 1))).isEmpty();
    }

    @Test
    void twoOfTheSameOrderStandInTheOrderOfTheirNumbers() {
        QueueState state = line();
        Waiting second = given(2);
        state = ChatQueue.evolve(state, new RequestEnqueued(withOrder(second, 1)));
        assertThat(state.line()).extracting(Waiting::id).containsExactly(request(1), request(2));
    }

    @Property
    void whateverTheAgentsAreNobodyIsAskedForWhatItGaveBack(@ForAll("agents") AgentView view) {
        Optional<QueueEvent> event = match(view, auto(BOB, 5, 5, 1));
        assertThat(event).isEmpty();
    }

    @Provide
    Arbitrary<AgentView> agents() {
        return Arbitraries.integers()
                .between(0, 5)
                .map(load -> load % 2 == 0 ? auto(ANN, load, 5, 1) : asked(ANN, load, 5, 1));
    }

    private static Optional<QueueEvent> match(AgentView... agents) {
        return ChatQueue.match(line(agents), step(9, 1));
    }

    /** Request 1 was given back by Ann. */
    private static QueueState line(AgentView... agents) {
        return ChatQueue.evolve(empty(RULES, agents), new RequestEnqueued(given(1)));
    }

    private static Waiting given(int n) {
        RequestOrigin origin =
                new RequestOrigin(
                        new ClientId("c" + n),
                        null,
                        null,
                        null,
                        null,
                        TARGET,
                        new SessionId(90 + n),
                        null);
        return new Waiting(
                request(n), origin, 0, n, NOON, null, null, Set.of(), Set.of(), null, by(ANN));
    }

    private static Waiting withOrder(Waiting waiting, long order) {
        return new Waiting(
                waiting.id(),
                waiting.origin(),
                0,
                order,
                NOON,
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                by(ANN));
    }

    private static Set<AgentId> by(AgentId agent) {
        return Set.of(agent);
    }
}
