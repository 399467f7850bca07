package dev.deskbus.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the database in the end.
 *
 * @param unheard what was said while waiting for a session that never came
 */
record Dump(
        List<Event> events,
        List<Request> requests,
        List<Session> sessions,
        List<Slot> slots,
        List<Outgoing> callbacks,
        List<Write> writes,
        List<TakenOffer> takenOffers,
        Set<String> unheard,
        Map<String, Integer> capacities) {
    Dump {
        events = List.copyOf(events);
        requests = List.copyOf(requests);
        sessions = List.copyOf(sessions);
        slots = List.copyOf(slots);
        callbacks = List.copyOf(callbacks);
        writes = List.copyOf(writes);
        takenOffers = List.copyOf(takenOffers);
        unheard = Set.copyOf(unheard);
        capacities = Map.copyOf(capacities);
    }

    /**
     * A row of {@code session_event}, in the order of session and number.
     *
     * @param sender {@code client:<id>}, {@code agent:<id>} or {@code system}
     * @param text what was said; empty for what is no message
     * @param agent who joined or left; empty for the rest
     * @param storedAt nanoseconds of the test's monotonic clock, as all times
     */
    record Event(
            long session,
            long seq,
            long id,
            String kind,
            String sender,
            String text,
            String agent,
            long storedAt) {}

    /** A row of {@code chat_request}; 0 and empty for null. */
    record Request(
            long id,
            long queue,
            long order,
            String client,
            String status,
            String agent,
            long session,
            long createdAt,
            long expiresAt,
            long endedAt) {}

    /** A request with an offer became a session. */
    record TakenOffer(
            long request, long number, String asked, String taker, long expiresAt, long takenAt) {}

    /** A row of {@code chat_session}. */
    record Session(long id, String client, String state, long request, boolean closedByClient) {}

    /** A row of {@code agent_slot}; 0 for a free one. */
    record Slot(String agent, int number, long session) {}

    /** A row of {@code callback}; the session and number of what it tells, or 0. */
    record Outgoing(
            long n, String lane, String kind, String state, int attempt, long session, long seq) {}

    /**
     * Who wrote something that belongs to a shard, and who owned the shard at that moment.
     *
     * @param what {@code event} or {@code callback}
     * @param id the session, or the callback's number
     * @param owner empty when nobody did
     */
    record Write(String what, long id, String writer, String owner, long epoch) {}
}
