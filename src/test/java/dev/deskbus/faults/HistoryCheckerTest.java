package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Dump.Outgoing;
import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Dump.Session;
import dev.deskbus.faults.Dump.Slot;
import dev.deskbus.faults.Dump.Write;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breaks one thing in a good history, and wants that thing found. */
class HistoryCheckerTest extends GoodHistory {
    @Test
    void aGoodHistoryIsGood() {
        assertThat(check()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedMessageThatIsLost() {
        operation(Kind.SAY, "c", SESSION, "three", 92, 95);

        assertThat(check()).containsExactly("I1");
    }

    @Test
    void whatWasSaidInVainStandsWithItsRequestOrIsLost() {
        operation(Kind.SAY, "c", 0, "anybody?", 92, 95);
        assertThat(check()).containsExactly("I1");

        unheard.add("anybody?");
        assertThat(check()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedCloseThatIsLost() {
        events.removeLast();
        sessions.set(0, new Session(SESSION, "c", "Open", 1, false));
        slots.set(0, new Slot("A", 1, SESSION));

        assertThat(check()).containsExactly("I1");
    }

    @Test
    void findsAMessageThatStandsTwice() {
        events.add(4, new Event(SESSION, 5, 5, "Said", "client:c", "two", "", 5));
        events.set(5, new Event(SESSION, 6, 6, "Closed", "client:c", "", "", 6));

        assertThat(check()).containsExactly("I2");
    }

    @Test
    void findsAGapInTheNumbers() {
        events.set(4, new Event(SESSION, 6, 6, "Closed", "client:c", "", "", 6));

        assertThat(check()).containsExactly("I3");
    }

    @Test
    void findsAMessageBeforeAnEarlierOne() {
        events.set(1, new Event(SESSION, 2, 2, "Said", "client:c", "two", "", 2));
        events.set(3, new Event(SESSION, 4, 4, "Said", "client:c", "one", "", 4));
        pushes.clear();

        assertThat(check()).contains("I3").doesNotContain("I1", "I2");
    }

    @Test
    void findsARefusedMessageInTheLog() {
        operations.set(
                2,
                new Operation(
                        Kind.SAY,
                        "c",
                        "c",
                        SESSION,
                        "one",
                        40,
                        50,
                        Outcome.REFUSED,
                        -11,
                        List.of()));

        assertThat(check()).containsExactly("I6");
    }

    @Test
    void anUnknownMessageMayBeThereOrNot() {
        unknown("one");
        unknown("nowhere");

        assertThat(check()).isEmpty();
    }

    @Test
    void findsAPushThatIsNotInTheLog() {
        pushes.add(new Push("A", 1, "c", "never said", 46));

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsPushesInAnotherOrder() {
        pushes.add(pushes.removeFirst());

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsAWordThatAConsoleWasNeverShown() {
        pushes.removeLast();

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsAWordThatAConsoleWasShownTwice() {
        pushes.add(new Push("A", 1, "c", "two", 86));

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void countsWhatNoConsoleWasShown() {
        pushes.removeLast();
        sittings.set(0, new Sitting("A", 1, 0, 100)); // too short for the repair

        assertThat(check()).isEmpty();
        assertThat(HistoryChecker.countGaps(evidence())).isEqualTo(1);
    }

    @Test
    void findsAnEpochThatGoesBack() {
        sample(30, "node0", 2);

        assertThat(check()).containsExactly("I5");
    }

    @Test
    void findsTwoOwnersInOneEpoch() {
        sample(30, "node1", 3);

        assertThat(check()).containsExactly("I5");
    }

    @Test
    void findsAWriteByAnotherThanTheOwner() {
        writes.add(new Write("event", SESSION, "node1", "node0", 3));

        assertThat(check()).containsExactly("I5");
    }

    @Test
    void findsAnAgentWithMoreSessionsThanItsCapacity() {
        secondSession("A", 3);

        assertThat(check()).containsExactly("I7");
    }

    @Test
    void oneSessionAfterAnotherIsNotTooMany() {
        secondSession("A", 6);

        assertThat(check()).isEmpty();
    }

    @Test
    void findsASessionWithTwoAgents() {
        events.add(2, new Event(SESSION, 3, 3, "AgentJoined", "agent:B", "", "B", 3));
        events.set(3, new Event(SESSION, 4, 4, "Said", "agent:A", "yes", "", 4));
        events.set(4, new Event(SESSION, 5, 5, "Said", "client:c", "two", "", 5));
        events.set(5, new Event(SESSION, 6, 6, "Closed", "client:c", "", "", 6));
        callbacks.set(1, new Outgoing(2, "c", "MessageSent", "TAKEN", 2, SESSION, 4));

        assertThat(check()).containsOnly("I7");
    }

    @Test
    void findsASlotHeldByAClosedSession() {
        slots.set(0, new Slot("A", 1, SESSION));

        assertThat(check()).containsExactly("I7");
    }

    @Test
    void findsWhatFollowsTheEnd() {
        events.add(new Event(SESSION, 6, 6, "Said", "client:c", "late", "", 6));

        assertThat(check()).contains("I8");
    }

    @Test
    void findsARequestThatWakesUp() {
        samples.add(new Sample(30, List.of(), List.of(), Map.of(1L, "TIMEOUT")));

        assertThat(check()).containsOnly("I8");
    }

    @Test
    void findsARequestThatNeverEnds() {
        requests.add(new Request(2, 2, 2, "d", "WAITING", "", 0, 0, 0, 0));

        assertThat(check()).containsExactly("I9");
    }

    @Test
    void findsARequestThatIsLost() {
        operation(Kind.ENQUEUE, "d", 99, "", 0, 10);

        assertThat(check()).containsExactly("I9");
    }

    @Test
    void findsAClientThatWasPassedInTheLine() {
        secondSession("B", 0);

        assertThat(check()).containsExactly("I9");
    }

    @Test
    void findsACallbackBeforeAnEarlierOne() {
        arrivals.set(0, new Arrival("create", "c", 1, 1, "x", 200, 99));

        assertThat(check()).containsExactly("I10");
    }

    @Test
    void findsARepeatThatLooksLikeTheFirst() {
        arrivals.set(2, new Arrival("msg", "c", 2, 1, "y", 200, 75));

        assertThat(check()).containsExactly("I10");
    }

    @Test
    void findsAnAttemptThatComesAfterALaterOne() {
        arrivals.add(new Arrival("msg", "c", 2, 3, "y", 200, 74));
        callbacks.set(1, new Outgoing(2, "c", "MessageSent", "TAKEN", 3, SESSION, 3));

        assertThat(check()).containsExactly("I10");
    }

    @Test
    void findsARepeatWithAnotherBody() {
        arrivals.set(2, new Arrival("msg", "c", 2, 2, "z", 200, 75));

        assertThat(check()).containsExactly("I10");
    }

    @Test
    void findsACallbackThatNeverCame() {
        arrivals.removeFirst();

        assertThat(check()).containsExactly("I11");
    }

    @Test
    void findsAnAnswerThatNobodyCalled() {
        callbacks.removeLast();
        arrivals.removeLast();
        arrivals.removeLast();

        assertThat(check()).containsExactly("I11");
    }

    @Test
    void findsACallbackThatIsLeft() {
        callbacks.set(1, new Outgoing(2, "c", "MessageSent", "WAITING", 2, SESSION, 3));

        assertThat(check()).containsExactly("I11");
    }

    @Test
    void findsAnAcceptThatIsNotTrue() {
        operation(Kind.CONNECT, "B", 0, "", 20, 30);

        assertThat(check()).containsExactly("I13");
    }
}
