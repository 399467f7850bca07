package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.cws.Parcel.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one socket was pushed and has not confirmed: bounded, in the order of the pushes. A push
 * that is not confirmed is due again after a while, and is given up after so many times; whatever
 * was given up counts as known once something later of the same session is confirmed, for a socket
 * loses nothing in between. Pure: each step makes another one. Times are milliseconds of any one
 * clock.
 *
 * @param waiting to be confirmed
 * @param missed in each session the first event that was given up
 */
record Deliveries(List<Sent> waiting, Map<SessionId, Long> missed) {
    /** So many at once; the log keeps the rest. */
    static final int MOST = 64;

    /** Nothing was pushed yet. */
    static final Deliveries NONE = new Deliveries(List.of(), Map.of());

    Deliveries {
        waiting = List.copyOf(waiting);
        missed = Map.copyOf(missed);
    }

    /**
     * One push.
     *
     * @param at when it was sent last
     * @param times how often it was sent
     */
    record Sent(Parcel parcel, long at, int times) {}

    /** When to send again, and how often at most. */
    record Patience(long millis, int times) {}

    /** What is to be sent again, and how things stand when it is. */
    record Again(Deliveries after, List<Parcel> parcels) {}

    /** Whether so many more may be under way. */
    boolean hasRoomFor(int pushes) {
        return waiting.size() + pushes <= MOST;
    }

    /** It is on its way. It takes the place of an older one that says the same, or said less. */
    Deliveries push(Parcel parcel, long now) {
        List<Sent> others = new ArrayList<>(waiting);
        others.removeIf(sent -> isReplacedBy(sent.parcel(), parcel));
        others.add(new Sent(parcel, now, 1));
        return new Deliveries(others, missed);
    }

    /** The push with that id, if it waits to be confirmed. */
    Optional<Parcel> find(String rsId) {
        return waiting.stream()
                .map(Sent::parcel)
                .filter(parcel -> parcel.rsId().equalsIgnoreCase(rsId))
                .findAny();
    }

    /** It was confirmed; an id that nobody waits for changes nothing. */
    Deliveries confirm(String rsId) {
        Optional<Parcel> confirmed = find(rsId);
        if (confirmed.isEmpty()) {
            return this;
        }
        List<Sent> others = new ArrayList<>(waiting);
        others.removeIf(sent -> sent.parcel().equals(confirmed.get()));
        Map<SessionId, Long> stillMissed = new HashMap<>(missed);
        if (confirmed.get().proof() instanceof Proof.OfEvent(var session, long seq)) {
            stillMissed.computeIfPresent(session, (_, first) -> first <= seq ? null : first);
        }
        return new Deliveries(others, stillMissed);
    }

    /**
     * Sends again what was not confirmed for so long, in its order; gives up what was too often.
     */
    Again due(long now, Patience patience) {
        List<Sent> kept = new ArrayList<>();
        List<Parcel> again = new ArrayList<>();
        Map<SessionId, Long> nowMissed = new HashMap<>(missed);
        for (Sent sent : waiting) {
            if (now - sent.at() < patience.millis()) {
                kept.add(sent);
            } else if (sent.times() < patience.times()) {
                kept.add(new Sent(sent.parcel(), now, sent.times() + 1));
                again.add(sent.parcel());
            } else if (sent.parcel().proof() instanceof Proof.OfEvent(var session, long seq)) {
                nowMissed.merge(session, seq, Math::min);
            }
        }
        return new Again(new Deliveries(kept, nowMissed), again);
    }

    /** When something will be due next. */
    OptionalLong nextDue(Patience patience) {
        return waiting.stream().mapToLong(sent -> sent.at() + patience.millis()).min();
    }

    /** How much of a session is confirmed, of which everything up to {@code read} was pushed. */
    long confirmed(SessionId session, long read) {
        long first =
                waiting.stream()
                        .map(sent -> sent.parcel().proof())
                        .mapToLong(proof -> numberIn(session, proof))
                        .min()
                        .orElse(Long.MAX_VALUE);
        long firstMissed = missed.getOrDefault(session, Long.MAX_VALUE);
        return Math.min(read, Math.min(first, firstMissed) - 1);
    }

    private static long numberIn(SessionId session, Proof proof) {
        return proof instanceof Proof.OfEvent(var other, long seq) && other.equals(session)
                ? seq
                : Long.MAX_VALUE;
    }

    private static boolean isReplacedBy(Parcel old, Parcel parcel) {
        return old.rsId().equals(parcel.rsId())
                || (old.proof() instanceof Proof.OfRequest(var before, boolean ended)
                        && parcel.proof() instanceof Proof.OfRequest(var after, _)
                        && before.equals(after)
                        && !ended);
    }
}
