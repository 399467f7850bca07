package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.PEOPLES_IDLE;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.close;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static dev.deskbus.domain.session.SessionFixture.talkingToRobot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds of a session's agents, whatever they do with it in whatever order. */
class ActsPropertiesTest {
    private record Step(SessionState before, SessionCommand command, SessionEvent event) {
        SessionState after() {
            return Session.evolve(before, event);
        }
    }

    @Property
    void somebodyIsThereOrItWaitsInALine(
            @ForAll("commands") List<SessionCommand> commands,
            @ForAll("beginnings") SessionState begin) {
        for (Step step : run(begin, commands)) {
            if (step.after() instanceof Open open) {
                assertThat(open.agents().isEmpty()).isEqualTo(open.waiting() != null);
                assertThat(new HashSet<>(open.agents())).hasSameSizeAs(open.agents());
            }
        }
    }

    @Property
    void onlyWhoTakesPartOrSupervisesDoesAnything(
            @ForAll("commands") List<SessionCommand> commands) {
        for (Step step : run(talking(), commands)) {
            if (step.command() instanceof Acting acting && step.before() instanceof Open before) {
                assertThat(
                                acting.act().isSupervision()
                                        || before.agents().contains(acting.act().by()))
                        .isTrue();
            }
        }
    }

    @Property
    void theNumbersOfTheLogAreDense(@ForAll("commands") List<SessionCommand> commands) {
        long seq = 1;
        for (Step step : run(talking(), commands)) {
            assertThat(step.event().seq()).isEqualTo(++seq);
        }
    }

    /** Only the client and the system end it then; silence does not. */
    @Property
    void nobodyIsClosedForSilenceInALine(@ForAll("commands") List<SessionCommand> commands) {
        for (Step step : run(talking(), commands)) {
            if (step.before() instanceof Open before && before.waiting() != null) {
                assertThat(step.command()).isNotInstanceOf(Tick.class);
                assertThat(Session.lookAgainAt(before, NOON)).isEmpty();
            }
        }
    }

    @Property
    void aLineGivesItAwayOnlyByTheRequestWithWhichItWaits(
            @ForAll("commands") List<SessionCommand> commands) {
        for (Step step : run(talking(), commands)) {
            if (step.event() instanceof SessionTransferred
                    && step.command() instanceof TakeOver t) {
                assertThat(((Open) step.before()).waiting()).isEqualTo(t.request());
            }
        }
    }

    @Property
    void aRobotIsNeverJoined(@ForAll("commands") List<SessionCommand> commands) {
        for (Step step : run(talkingToRobot(), commands)) {
            if (step.before().facts().kind() == SessionKind.ROBOT) {
                assertThat(step.event()).isNotInstanceOf(AgentJoined.class);
            }
        }
    }

    @Property
    void closedStaysClosed(@ForAll("commands") List<SessionCommand> commands) {
        List<Step> steps = run(talking(), commands);
        long closings = steps.stream().filter(step -> step.event() instanceof Closed).count();
        assertThat(closings).isLessThanOrEqualTo(1);
        if (closings == 1) {
            assertThat(steps.getLast().event()).isInstanceOf(Closed.class);
        }
    }

    private static List<Step> run(SessionState begin, List<SessionCommand> commands) {
        List<Step> steps = new ArrayList<>();
        SessionState state = begin;
        Instant now = NOON;
        for (SessionCommand command : commands) {
            now = now.plusSeconds(300);
            for (SessionEvent event : decide(state, command, now)) {
                steps.add(new Step(state, command, event));
                state = Session.evolve(state, event);
            }
        }
        return steps;
    }

    private static List<SessionEvent> decide(
            SessionState state, SessionCommand command, Instant now) {
        try {
            return Session.decide(state, command, now);
        } catch (Refusal refusal) {
            return List.of();
        }
    }

    @Provide
    Arbitrary<SessionState> beginnings() {
        return Arbitraries.of(talking(), talkingToRobot());
    }

    private static Arbitrary<SessionCommand> others() {
        return Arbitraries.of(
                say(CLIENT, "hi"),
                say(agent(ANN), "hi"),
                new Tick(),
                new Tick(),
                close(CLIENT, "x"));
    }

    @Provide
    Arbitrary<List<SessionCommand>> commands() {
        Arbitrary<AgentId> agents = Arbitraries.of(ANN, BOB, new AgentId("BOSS"));
        Arbitrary<Act> acts =
                Combinators.combine(agents, Arbitraries.of(Authority.values()))
                        .as((agent, as) -> new Act(new CommandId("a"), agent, as));
        Arbitrary<RequestId> requests = Arbitraries.integers().between(1, 3).map(RequestId::new);
        Arbitrary<SessionCommand> transfers = Combinators.combine(acts, agents).as(Transfer::new);
        Arbitrary<SessionCommand> joins = Combinators.combine(acts, agents).as(Join::new);
        Arbitrary<SessionCommand> leaves = acts.map(Leave::new);
        Arbitrary<SessionCommand> backs =
                Combinators.combine(acts, requests)
                        .as((act, request) -> new GiveBack(act, request, new QueueId(2)));
        Arbitrary<SessionCommand> takeOvers =
                Combinators.combine(requests, agents)
                        .as(
                                (request, agent) ->
                                        new TakeOver(
                                                request,
                                                agent,
                                                new QueueId(2),
                                                SessionKind.HUMAN,
                                                PEOPLES_IDLE));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, transfers),
                        Tuple.of(4, joins),
                        Tuple.of(2, leaves),
                        Tuple.of(4, backs),
                        Tuple.of(4, takeOvers),
                        Tuple.of(2, others()))
                .list()
                .ofMaxSize(30);
    }
}
