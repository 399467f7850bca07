package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Dump.Outgoing;
import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Dump.Session;
import dev.deskbus.faults.Dump.Slot;
import dev.deskbus.faults.Dump.TakenOffer;
import dev.deskbus.faults.Dump.Write;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A history in which all is well, to be broken. */
class GoodHistory {
    static final long SESSION = 7;

    static final long LATER = 100_000_000_000L;

    final List<Operation> operations = new ArrayList<>();
    final List<Push> pushes = new ArrayList<>();
    final List<Sitting> sittings = new ArrayList<>();
    final List<Listing> listings = new ArrayList<>();
    final List<Arrival> arrivals = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    final List<Slot> slots = new ArrayList<>();
    final List<Outgoing> callbacks = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<TakenOffer> offers = new ArrayList<>();
    final Set<String> unheard = new HashSet<>();

    /** A client asks, is taken by A, says two words, gets one answer, and hangs up. */
    GoodHistory() {
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
        requests.add(new Request(1, 1, 1, "c", "ACCEPTED", "A", SESSION, 0, 0, 1));
        sittings.add(new Sitting("A", 1, 0, LATER));
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

    void secondSession(String agent, long at) {
        requests.add(new Request(2, 1, 2, "d", "ACCEPTED", agent, 8, 0, 0, at));
        sessions.add(new Session(8, "d", "Closed", 2, true));
        events.add(new Event(8, 1, 10, "AgentJoined", "agent:" + agent, "", agent, at));
        events.add(new Event(8, 2, 11, "Closed", "client:d", "", "", at + 10));
        callbacks.add(new Outgoing(3, "d", "SessionStarted", "TAKEN", 1, 8, 0));
        arrivals.add(new Arrival("create", "d", 3, 1, "x", 200, 100));
    }

    void operation(Kind kind, String caller, long number, String text, long from, long to) {
        String client = caller.equals("d") ? "d" : "c";
        operations.add(
                new Operation(
                        kind, caller, client, number, text, from, to, Outcome.OK, 1, List.of()));
    }

    void unknown(String text) {
        operations.removeIf(operation -> operation.text().equals(text));
        operations.add(
                new Operation(
                        Kind.SAY,
                        "c",
                        "c",
                        SESSION,
                        text,
                        40,
                        50,
                        Outcome.UNKNOWN,
                        -11,
                        List.of(Why.TIMEOUT)));
    }

    void event(long seq, String kind, String sender, String text, String agent) {
        events.add(new Event(SESSION, seq, seq, kind, sender, text, agent, seq));
    }

    void sample(long nanos, String owner, long epoch) {
        samples.add(
                new Sample(
                        nanos,
                        List.of(new Sample.Owned(5, owner, epoch)),
                        List.of(new Slot("A", 1, SESSION)),
                        Map.of(1L, "ACCEPTED")));
    }

    List<String> check() {
        return HistoryChecker.check(evidence()).stream().map(Violation::invariant).toList();
    }

    Evidence evidence() {
        return new Evidence(
                operations,
                new Evidence.Screens(sittings, pushes, listings),
                arrivals,
                samples,
                new Dump(
                        events,
                        requests,
                        sessions,
                        slots,
                        callbacks,
                        writes,
                        offers,
                        unheard,
                        Map.of("A", 1, "B", 1)),
                0);
    }
}
