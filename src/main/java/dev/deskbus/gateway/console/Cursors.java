package dev.deskbus.gateway.console;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ConversationViews.Move;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows how much of the log of each of its sessions one console has been shown, or was told when it
 * logged in. As large as the agent's open sessions, and a few that ended.
 */
final class Cursors {
    private static final int MOST_ENDED = 64;

    private final Map<SessionId, Cursor> cursors = new HashMap<>();
    private final Set<SessionId> ended = new LinkedHashSet<>();

    /** What a number of a session's log is to this console. */
    enum Sight {
        /** Shown already, or of a session that is over. */
        SEEN,
        /** The one after the last that was shown. */
        NEXT,
        /** Others before it were not shown. */
        GAP,
        /** Of a session that this console never heard of. */
        UNKNOWN
    }

    /** Everything up to this number has been shown. */
    record Cursor(SessionId session, Client client, long seq) {}

    /** What that number is to this console. */
    Sight sight(SessionId session, long seq) {
        Cursor cursor = cursors.get(session);
        if (cursor == null) {
            return ended.contains(session) ? Sight.SEEN : Sight.UNKNOWN;
        }
        if (seq <= cursor.seq()) {
            return Sight.SEEN;
        }
        return seq == cursor.seq() + 1 ? Sight.NEXT : Sight.GAP;
    }

    Optional<Cursor> find(SessionId session) {
        return Optional.ofNullable(cursors.get(session));
    }

    /** A session from here on; what stands before is known. */
    void begin(SessionId session, Client client, long seq) {
        cursors.put(session, new Cursor(session, client, seq));
    }

    /** Everything up to that number has been shown; never moves back. */
    void advance(SessionId session, long seq) {
        cursors.computeIfPresent(
                session,
                (_, cursor) ->
                        seq <= cursor.seq() ? cursor : new Cursor(session, cursor.client(), seq));
    }

    /** Nothing of that session is shown any more, however late it comes. */
    void end(SessionId session) {
        cursors.remove(session);
        ended.add(session);
        if (ended.size() > MOST_ENDED) {
            ended.remove(ended.iterator().next());
        }
    }

    /** As if that session had never been heard of. */
    void forget(SessionId session) {
        cursors.remove(session);
    }

    /** How far each of them has been shown. */
    Map<SessionId, Long> seqs() {
        return cursors.values().stream().collect(Collectors.toMap(Cursor::session, Cursor::seq));
    }

    /** Whether the console has heard of the sessions that are open, and of whose they are. */
    boolean knowAll(List<Move> moves) {
        return moves.stream().filter(Move::open).allMatch(this::knows);
    }

    private boolean knows(Move move) {
        Cursor cursor = cursors.get(move.session());
        return cursor == null
                ? ended.contains(move.session())
                : cursor.client().id().equals(move.client());
    }

    /** Those that are not open any more, for all that the moves say. */
    List<Cursor> gone(List<Move> moves) {
        return moves.stream()
                .filter(move -> !move.open())
                .flatMap(move -> find(move.session()).stream())
                .toList();
    }

    /** The sessions whose logs have come further than has been shown, and how far. */
    Map<SessionId, Long> behind(Map<SessionId, Long> lastSeqs) {
        Map<SessionId, Long> behind = new HashMap<>();
        for (Cursor cursor : cursors.values()) {
            long last = lastSeqs.getOrDefault(cursor.session(), 0L);
            if (last > cursor.seq()) {
                behind.put(cursor.session(), last);
            }
        }
        return behind;
    }

    /** The sessions that are not among these. */
    List<Cursor> without(Set<SessionId> sessions) {
        return cursors.values().stream()
                .filter(cursor -> !sessions.contains(cursor.session()))
                .toList();
    }
}
