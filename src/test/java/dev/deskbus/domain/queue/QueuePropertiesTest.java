package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.CYD;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.DropForsaken;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueLoop.Entry;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.SessionKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds in every line, whatever is asked of it in whatever order. */
class QueuePropertiesTest {
    private static final Comparator<Waiting> TOTAL_ORDER =
            Comparator.comparingInt(Waiting::priority)
                    .reversed()
                    .thenComparingLong(Waiting::order)
                    .thenComparingLong(waiting -> waiting.id().value());

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aPlaceIsLostOnlyToAHigherPriority(@ForAll("loops") QueueLoop loop) {
        for (Entry entry : loop.log()) {
            for (Waiting waiting : entry.before().line()) {
                int before = ChatQueue.position(entry.before(), waiting.id());
                int after = ChatQueue.position(entry.after(), waiting.id());
                if (after > before) {
                    assertThat(entry.event())
                            .isInstanceOfSatisfying(
                                    RequestEnqueued.class,
                                    cause ->
                                            assertThat(cause.waiting().priority())
                                                    .isGreaterThan(waiting.priority()));
                }
            }
        }
    }

    /** Counted here, not by the line: what was seen of an agent, and what it was given since. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void nobodyIsGivenMoreThanItCanTake(@ForAll("loops") QueueLoop loop) {
        Map<AgentId, Integer> room = new HashMap<>();
        for (Entry entry : loop.log()) {
            switch (entry.event()) {
                case AgentsSeen(var agents) ->
                        agents.forEach(view -> room.put(view.id(), view.capacity() - view.load()));
                case RequestAssigned assigned ->
                        assertThat(room.merge(assigned.agent(), -1, Integer::sum)).isNotNegative();
                case RequestOffered offered -> {
                    AgentId agent = offered.offer().agent();
                    assertThat(entry.before().agents().get(agent).isRoutable()).isTrue();
                    assertThat(offersTo(agent, entry.after())).isLessThanOrEqualTo(room.get(agent));
                }
                default -> {}
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRequestEndsOnceAndNothingHappensToItAfterwards(@ForAll("loops") QueueLoop loop) {
        Set<Object> begun = new HashSet<>();
        Set<Object> over = new HashSet<>();
        for (Entry entry : loop.log()) {
            switch (entry.event()) {
                case RequestEnqueued(var waiting) -> assertThat(begun.add(waiting.id())).isTrue();
                case RequestAssigned assigned -> assertThat(over.add(assigned.request())).isTrue();
                case RequestEnded ended -> assertThat(over.add(ended.request())).isTrue();
                case RequestOffered offered -> assertThat(over).doesNotContain(offered.request());
                case OfferEnded ended -> assertThat(over).doesNotContain(ended.request());
                default -> {}
            }
        }
        assertThat(begun).containsAll(over);
        begun.removeAll(over);
        assertThat(loop.state().line())
                .extracting(waiting -> (Object) waiting.id())
                .containsExactlyInAnyOrderElementsOf(begun);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theLineIsInItsOneOrderAndOrderNumbersAreDense(@ForAll("loops") QueueLoop loop) {
        long last = 0;
        for (Entry entry : loop.log()) {
            assertThat(entry.after().line()).isSortedAccordingTo(TOTAL_ORDER);
            if (entry.event() instanceof RequestEnqueued(var waiting)) {
                assertThat(waiting.order()).isEqualTo(++last);
            }
        }
        assertThat(loop.state().lastOrder()).isEqualTo(last);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anOfferIsToOneAgentAndEndsInTime(@ForAll("loops") QueueLoop loop) {
        Map<Object, AgentId> open = new HashMap<>();
        for (Entry entry : loop.log()) {
            switch (entry.event()) {
                case RequestOffered(var request, var offer, _) -> {
                    assertThat(open.put(request, offer.agent())).isNull();
                    assertThat(offer.expiresAt()).isAfter(entry.now());
                }
                case OfferEnded(var request, var agent, _) ->
                        assertThat(open.remove(request)).isEqualTo(agent);
                case RequestAssigned assigned -> open.remove(assigned.request());
                case RequestEnded ended -> open.remove(ended.request());
                default -> {}
            }
        }
        loop.obey(new Tick(), 0);
        assertThat(loop.state().line())
                .allMatch(
                        waiting ->
                                waiting.offer() == null
                                        || waiting.offer().expiresAt().isAfter(loop.now()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nobodyWaitsWhileSomebodyCouldTakeIt(@ForAll("loops") QueueLoop loop) {
        QueueState state = loop.state();
        boolean asking =
                state.line().stream()
                        .anyMatch(
                                waiting ->
                                        waiting.offer() == null
                                                && waiting.reservedFor(loop.now()) == null);
        boolean free =
                state.agents().values().stream()
                        .anyMatch(
                                view ->
                                        view.isRoutable()
                                                && view.load() + offersTo(view.id(), state)
                                                        < view.capacity());
        assertThat(state.rules().mode() == Mode.AUTOMATIC && asking && free).isFalse();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsKeptForOneAgentGoesToNobodyElse(@ForAll("loops") QueueLoop loop) {
        for (Entry entry : loop.log()) {
            switch (entry.event()) {
                case RequestAssigned(var request, var agent, _) ->
                        assertKeptFor(agent, entry, request);
                case RequestOffered(var request, var offer, _) ->
                        assertKeptFor(offer.agent(), entry, request);
                default -> {}
            }
        }
    }

    private static void assertKeptFor(AgentId agent, Entry entry, RequestId request) {
        Waiting waiting = ChatQueue.find(entry.before(), request).orElseThrow();
        assertThat(waiting.reservedFor(entry.now())).isIn(null, agent);
    }

    /** Whoever was asked for, and whoever is the last of those who could be asked. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRefusalEndsARequestOnlyWhenNobodyIsLeft(@ForAll("loops") QueueLoop loop) {
        for (Entry entry : loop.log()) {
            if (entry.event() instanceof RequestEnded(var request, var status)
                    && status == RequestStatus.REFUSED) {
                Waiting waiting = ChatQueue.find(entry.before(), request).orElseThrow();
                long left =
                        entry.before().agents().values().stream()
                                .filter(AgentView::connected)
                                .filter(view -> view.status() == AgentStatus.ONLINE)
                                .filter(view -> !waiting.refusedBy().contains(view.id()))
                                .count();
                assertThat(left <= 1 || waiting.origin().wanted() != null).isTrue();
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whereRobotsServeNobodyWaits(@ForAll("robots") QueueLoop loop) {
        assertThat(loop.state().line()).isEmpty();
        assertThat(loop.log()).noneMatch(entry -> entry.event() instanceof RequestOffered);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void replayIsLive(@ForAll("loops") QueueLoop loop) {
        QueueState replayed = loop.start();
        for (Entry entry : loop.log()) {
            replayed = ChatQueue.evolve(replayed, entry.event());
        }
        assertThat(replayed).isEqualTo(loop.state());
    }

    private static long offersTo(AgentId agent, QueueState state) {
        return state.line().stream()
                .filter(w -> w.offer() != null && w.offer().agent().equals(agent))
                .count();
    }

    @Provide
    Arbitrary<QueueLoop> loops() {
        Arbitrary<QueueRules> rules =
                Combinators.combine(Arbitraries.of(Policy.class), Arbitraries.of(Mode.class))
                        .as(
                                (policy, mode) ->
                                        QueueFixture.rules(
                                                SessionKind.HUMAN, mode, policy, WhenNoAgent.WAIT));
        return Combinators.combine(rules, timed()).as(QueueLoop::run);
    }

    @Provide
    Arbitrary<QueueLoop> robots() {
        QueueRules rules =
                QueueFixture.rules(
                        SessionKind.ROBOT, Mode.AUTOMATIC, Policy.ROUND_ROBIN, WhenNoAgent.WAIT);
        return timed().map(commands -> QueueLoop.run(rules, commands));
    }

    private static Arbitrary<List<QueueLoop.Timed>> timed() {
        return Combinators.combine(commands(), Arbitraries.of(0, 0, 1, 15, 31, 200))
                .as(QueueLoop.Timed::new)
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<QueueCommand> commands() {
        Arbitrary<Integer> requests = Arbitraries.integers().between(1, 20);
        Arbitrary<AgentId> agents = Arbitraries.of(ANN, BOB, CYD);
        Arbitrary<QueueCommand> enqueues =
                Combinators.combine(
                                Arbitraries.integers().between(1, 12), Arbitraries.of(0, 0, 0, 5))
                        .as((client, priority) -> QueueFixture.enqueue("c" + client, priority));
        Arbitrary<QueueCommand> askings =
                Combinators.combine(Arbitraries.integers().between(1, 12), agents)
                        .as((client, agent) -> QueueFixture.asking("c" + client, agent));
        Arbitrary<QueueCommand> drops =
                requests.map(n -> new DropForsaken(List.of(QueueFixture.request(n))));
        Arbitrary<QueueCommand> cancels =
                Combinators.combine(requests, Arbitraries.integers().between(1, 12))
                        .as(
                                (n, client) ->
                                        new Cancel(
                                                QueueFixture.request(n),
                                                new ClientId("c" + client)));
        Arbitrary<QueueCommand> claims =
                Combinators.combine(requests, agents)
                        .as((n, agent) -> new Claim(QueueFixture.request(n), agent));
        Arbitrary<QueueCommand> refusals =
                Combinators.combine(requests, agents)
                        .as((n, agent) -> new Refuse(QueueFixture.request(n), agent));
        Arbitrary<QueueCommand> refreshes =
                Combinators.combine(view(ANN), view(BOB), view(CYD))
                        .as((ann, bob, cyd) -> new RefreshAgents(List.of(ann, bob, cyd)));
        return Arbitraries.frequencyOf(
                Tuple.of(10, enqueues),
                Tuple.of(4, askings),
                Tuple.of(1, drops),
                Tuple.of(2, cancels),
                Tuple.of(3, claims),
                Tuple.of(3, refusals),
                Tuple.of(5, refreshes),
                Tuple.of(5, Arbitraries.just(new Tick())));
    }

    private static Arbitrary<AgentView> view(AgentId id) {
        return Combinators.combine(
                        Arbitraries.of(AgentStatus.ONLINE, AgentStatus.ONLINE, AgentStatus.AWAY),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 900))
                .as(
                        (status, auto, connected, load, idle) ->
                                new AgentView(
                                        id,
                                        connected,
                                        connected,
                                        status,
                                        auto,
                                        load,
                                        3,
                                        NOON.minusSeconds(idle)));
    }
}
