package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.PEOPLES_IDLE;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.answer;
import static dev.deskbus.domain.session.SessionFixture.close;
import static dev.deskbus.domain.session.SessionFixture.rate;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.takeOver;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static dev.deskbus.domain.session.SessionFixture.talkingToRobot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Asked;
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
            assertThat(run.log().subList(closedAt(run.log()) + 1, run.log().size()))
                    .allMatch(Rated.class::isInstance);
            assertThat(run.states().getLast()).isInstanceOf(SessionState.Closed.class);
        }
    }

    private static int closedAt(List<SessionEvent> log) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof Closed) {
                return i;
            }
        }
        return log.size();
    }

    @Property
    void replayIsLive(
            @ForAll("commands") List<Timed> commands, @ForAll("beginnings") SessionState begin) {
        Run run = run(begin, commands);
        SessionState replayed = begin;
        for (SessionEvent event : run.log()) {
            replayed = Session.evolve(replayed, event);
        }
        assertThat(replayed).isEqualTo(run.states().getLast());
    }

    /** What is asked is exactly what the client said to the robot and nobody has answered. */
    @Property
    void aQuestionIsAskedUntilItIsAnswered(@ForAll("commands") List<Timed> commands) {
        Run run = run(talkingToRobot(), commands);
        List<Long> unanswered = new ArrayList<>();
        for (int i = 0; i < run.log().size(); i++) {
            switch (run.log().get(i)) {
                case Said said when said.speaker() instanceof Party.OfClient ->
                        unanswered.add(said.seq());
                case Said said ->
                        unanswered.removeIf(seq -> said.key().equals(Session.answerKey(seq)));
                case SessionTransferred _ -> {
                    return;
                }
                default -> {}
            }
            if (run.states().get(i + 1) instanceof Open open) {
                assertThat(open.asked()).extracting(Asked::seq).isEqualTo(unanswered);
            }
        }
    }

    @Property
    void aSessionIsHandedOverOnceAndTheNewRulesCount(@ForAll("commands") List<Timed> commands) {
        Run run = run(talkingToRobot(), commands);
        List<SessionTransferred> transfers =
                run.log().stream()
                        .filter(SessionTransferred.class::isInstance)
                        .map(SessionTransferred.class::cast)
                        .toList();
        assertThat(transfers).hasSizeLessThanOrEqualTo(1);
        if (!transfers.isEmpty()) {
            assertThat(run.states().getLast().facts().idle()).isEqualTo(PEOPLES_IDLE);
            assertThat(run.states().getLast().facts().kind()).isEqualTo(SessionKind.HUMAN);
        }
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
        return run(talking(), commands);
    }

    private static Run run(SessionState begin, List<Timed> commands) {
        List<SessionState> states = new ArrayList<>(List.of(begin));
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
    Arbitrary<SessionState> beginnings() {
        return Arbitraries.of(talking(), talkingToRobot());
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
        Arbitrary<SessionCommand> answers =
                Arbitraries.integers().between(2, 9).map(seq -> answer(seq, "yes"));
        Arbitrary<SessionCommand> others =
                Arbitraries.of(
                        takeOver(ANN),
                        takeOver(BOB),
                        rate(1),
                        rate(2),
                        new PushRating(new CommandId("p"), ANN),
                        new Rebind(new CommandId("r"), LORI, new ClientId("x"), new TokenKey("t")));
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(8, says),
                                Tuple.of(1, signals),
                                Tuple.of(1, closes),
                                Tuple.of(3, answers),
                                Tuple.of(3, others),
                                Tuple.of(10, ticks)),
                        Arbitraries.of(0, 1, 60, 300, 600, 1200))
                .as(Timed::new)
                .list()
                .ofMaxSize(40);
    }
}
