package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

/** Sessions of the demo directory in which something has happened, written by the real journal. */
final class Past {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final PgTest db;
    private final Desk desk;
    private final PgSessionJournal journal;
    private final PgSessionStore sessions;

    Past(PgTest db, Desk desk) {
        this.db = db;
        this.desk = desk;
        this.journal = new PgSessionJournal(db.vertx(), db.pg(), desk.json);
        this.sessions = new PgSessionStore(db.pg(), desk.json);
    }

    SessionId talk(ClientId client, long queue, String agent) {
        return desk.talk(queue, client, agent).session();
    }

    /** The client says that so many seconds after noon. */
    void hear(SessionId session, long second, String text) {
        say(session, new Party.OfClient(facts(session).client()), second, Message.Text.plain(text));
    }

    void say(SessionId session, String agent, long second, String text) {
        Party elite = new Party.OfAgent(new AgentId(agent));
        say(session, elite, second, Message.Text.plain(text));
    }

    void say(SessionId session, Party speaker, long second, Message message) {
        String key = UUID.randomUUID().toString();
        log(
                session,
                seq ->
                        new Said(
                                seq,
                                NOON.plusSeconds(second),
                                speaker,
                                message,
                                new MessageKey(key, null),
                                null,
                                null));
    }

    void close(SessionId session, Party by, String reason) {
        log(session, seq -> new Closed(seq, NOON.plusSeconds(3600), by, reason));
    }

    void rate(SessionId session, long id, String comments) {
        ClientId client = facts(session).client();
        log(
                session,
                seq ->
                        new Rated(
                                seq,
                                NOON,
                                client,
                                new MessageKey(UUID.randomUUID().toString(), null),
                                new Rating(id, comments, null)));
    }

    /** Its client turns out to be somebody else. */
    void identify(SessionId session, ClientId known) {
        ClientId before = facts(session).client();
        log(session, seq -> new ClientChanged(seq, NOON, before, known, null));
    }

    private void log(SessionId session, LongFunction<SessionEvent> event) {
        SessionState state = db.await(sessions.load(session)).orElseThrow();
        Appended done =
                db.await(
                        journal.append(
                                new Append(
                                        Desk.fence(Shard.of(session)),
                                        state.facts(),
                                        state.lastSeq(),
                                        List.of(event.apply(state.lastSeq() + 1)),
                                        List.of(),
                                        null)));
        if (!(done instanceof Appended.Stored)) {
            throw new AssertionError(done);
        }
    }

    private SessionState.Facts facts(SessionId session) {
        return db.await(sessions.load(session)).orElseThrow().facts();
    }
}
