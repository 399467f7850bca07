package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.close;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SessionPropertiesTest {
    /** A command, and how many seconds after the one before it comes. */
    record Timed(SessionCommand command, int secondsLater) {}

    private record Run(List<SessionState> states, List<SessionEvent> log) {}

    @Property
    void sequenceNumbersAreDense(@ForAll("commands") List<Timed> commands) {
        Run run = run(commands);
        for (int i = 0; i < run.log().size(); i++) {
            assertThat(run.log().get(i).seq()).isEqualTo(i + 2L);
        }
    }

    @Property
    void closedStaysClosedAndIsSaidOnce(@ForAll("commands") List<Timed> commands) {
        Run run = run(commands);
        long closings = run.log().stream().filter(Closed.class::isInstance).count();
        assertThat(closings).isLessThanOrEqualTo(1);
        if (closings == 1) {
            assertThat(run.log().getLast()).isInstanceOf(Closed.class);
            assertThat(run.states().getLast()).isInstanceOf(SessionState.Closed.class);
        }
    }

    @Property
    void replayIsLive(@ForAll("commands") List<Timed> commands) {
        Run run = run(commands);
        SessionState replayed = talking();
        for (SessionEvent event : run.log()) {
            replayed = Session.evolve(replayed, event);
        }
        assertThat(replayed).isEqualTo(run.states().getLast());
    }

    @Property
    void betweenTwoWarningsSomebodySpoke(@ForAll("commands") List<Timed> commands) {
        boolean spoken = true;
        for (SessionEvent event : run(commands).log()) {
            if (event instanceof IdleWarned) {
                assertThat(spoken).isTrue();
                spoken = false;
            }
            spoken |= event instanceof Said;
        }
    }

    @Property
    void theNextLookIsNeverTooLate(@ForAll("commands") List<Timed> commands) {
        Instant lookAt = Session.lookAgainAt(talking(), NOON).orElseThrow();
        SessionState state = talking();
        Instant now = NOON;
        for (Timed timed : commands) {
            now = now.plusSeconds(timed.secondsLater());
            boolean due = !decide(state, new Tick(), now).isEmpty();
            if (due) {
                assertThat(lookAt).isBeforeOrEqualTo(now);
            }
            for (SessionEvent event : decide(state, timed.command(), now)) {
                state = Session.evolve(state, event);
            }
            if (timed.command() instanceof Tick) {
                lookAt = Session.lookAgainAt(state, now).orElse(Instant.MAX);
            }
        }
    }

    private static Run run(List<Timed> commands) {
        List<SessionState> states = new ArrayList<>(List.of(talking()));
        List<SessionEvent> log = new ArrayList<>();
        Instant now = NOON;
        for (Timed timed : commands) {
            now = now.plusSeconds(timed.secondsLater());
            for (SessionEvent event : decide(states.getLast(), timed.command(), now)) {
                log.add(event);
                states.add(Session.evolve(states.getLast(), event));
            }
        }
        return new Run(states, log);
    }

    /** A refusal leaves the state untouched. */
    private static List<SessionEvent> decide(
            SessionState state, SessionCommand command, Instant now) {
        try {
            return Session.decide(state, command, now);
        } catch (Refusal refusal) {
            assertThat(state instanceof Open && command instanceof Tick).isFalse();
            return List.of();
        }
    }

    @Provide
    Arbitrary<List<Timed>> commands() {
        Arbitrary<Party> parties = Arbitraries.of(CLIENT, agent(ANN), agent(BOB), SYSTEM);
        Arbitrary<SessionCommand> says =
                Combinators.combine(parties, Arbitraries.of("a", "b", " "))
                        .as((party, text) -> say(party, text));
        Arbitrary<SessionCommand> signals =
                parties.map(party -> new Signal(party, Signal.Kind.TYPING, null));
        Arbitrary<SessionCommand> closes = parties.map(party -> close(party, "x"));
        Arbitrary<SessionCommand> ticks = Arbitraries.just(new Tick());
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(8, says),
                                Tuple.of(1, signals),
                                Tuple.of(1, closes),
                                Tuple.of(10, ticks)),
                        Arbitraries.of(0, 1, 60, 300, 600, 1200))
                .as(Timed::new)
                .list()
                .ofMaxSize(40);
    }
}
