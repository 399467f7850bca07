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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Begins with a history in which all is well, breaks one thing, and wants that thing found. */
class HistoryCheckerTest {
    private static final long SESSION = 7;

    private final List<Operation> operations = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Outgoing> callbacks = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    /** A client asks, is taken by A, says two words, gets one answer, and hangs up. */
    HistoryCheckerTest() {
        operation(Kind.ENQUEUE, "c", 1, "", 0, 10);
        operation(Kind.CONNECT, "A", 0, "", 20, 30);
        operation(Kind.SAY, "c", SESSION, "one", 40, 50);
        operation(Kind.REPLY, "A", 0, "yes", 60, 70);
        operation(Kind.SAY, "c", SESSION, "two", 80, 90);
        operation(Kind.CLOSE, "c", SESSION, "", 100, 110);
        event(1, "AgentJoined", "agent:A", "", "A");
        event(2, "Said", "client:c", "one", "");
        event(3, "Said", "agent:A", "yes", "");
        event(4, "Said", "client:c", "two", "");
        event(5, "Closed", "client:c", "", "");
        requests.add(new Request(1, 1, 1, "c", "ACCEPTED", "A", SESSION));
        sessions.add(new Session(SESSION, "c", "Closed", 1, true));
        slots.add(new Slot("A", 1, 0));
        callbacks.add(new Outgoing(1, "c", "SessionStarted", "TAKEN", 1, SESSION, 0));
        callbacks.add(new Outgoing(2, "c", "MessageSent", "TAKEN", 2, SESSION, 3));
        arrivals.add(new Arrival("create", "c", 1, 1, "x", 200, 35));
        arrivals.add(new Arrival("msg", "c", 2, 1, "y", 503, 71));
        arrivals.add(new Arrival("msg", "c", 2, 2, "y", 200, 75));
        pushes.add(new Push("A", 1, "c", "one", 45));
        pushes.add(new Push("A", 1, "c", "two", 85));
        writes.add(new Write("event", SESSION, "node0", "node0", 3));
        sample(10, "node0", 3);
        sample(20, "node0", 3);
    }

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
                new Operation(Kind.SAY, "c", "c", SESSION, "one", 40, 50, Outcome.REFUSED, -11, 1));

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
    void countsWhatNoConsoleWasShown() {
        pushes.removeLast();

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
        requests.add(new Request(2, 2, 2, "d", "WAITING", "", 0));

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

    private void secondSession(String agent, long at) {
        requests.add(new Request(2, 1, 2, "d", "ACCEPTED", agent, 8));
        sessions.add(new Session(8, "d", "Closed", 2, true));
        events.add(new Event(8, 1, 10, "AgentJoined", "agent:" + agent, "", agent, at));
        events.add(new Event(8, 2, 11, "Closed", "client:d", "", "", at + 10));
        callbacks.add(new Outgoing(3, "d", "SessionStarted", "TAKEN", 1, 8, 0));
        arrivals.add(new Arrival("create", "d", 3, 1, "x", 200, 100));
    }

    private void operation(Kind kind, String caller, long number, String text, long from, long to) {
        String client = caller.equals("d") ? "d" : "c";
        operations.add(
                new Operation(kind, caller, client, number, text, from, to, Outcome.OK, 1, 1));
    }

    private void unknown(String text) {
        operations.removeIf(operation -> operation.text().equals(text));
        operations.add(
                new Operation(Kind.SAY, "c", "c", SESSION, text, 40, 50, Outcome.UNKNOWN, -11, 2));
    }

    private void event(long seq, String kind, String sender, String text, String agent) {
        events.add(new Event(SESSION, seq, seq, kind, sender, text, agent, seq));
    }

    private void sample(long nanos, String owner, long epoch) {
        samples.add(
                new Sample(
                        nanos,
                        List.of(new Sample.Owned(5, owner, epoch)),
                        List.of(new Slot("A", 1, SESSION)),
                        Map.of(1L, "ACCEPTED")));
    }

    private List<String> check() {
        return HistoryChecker.check(evidence()).stream().map(Violation::invariant).toList();
    }

    private Evidence evidence() {
        return new Evidence(
                operations,
                pushes,
                arrivals,
                samples,
                new Dump(
                        events,
                        requests,
                        sessions,
                        slots,
                        callbacks,
                        writes,
                        Map.of("A", 1, "B", 1)));
    }
}
