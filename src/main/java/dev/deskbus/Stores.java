package dev.deskbus;

import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Passwords;
import dev.deskbus.store.HashedPasswords;
import dev.deskbus.store.Pg;
import dev.deskbus.store.PgAddress;
import dev.deskbus.store.PgAgentDirectory;
import dev.deskbus.store.PgCallbackStore;
import dev.deskbus.store.PgClientStore;
import dev.deskbus.store.PgConversationViews;
import dev.deskbus.store.PgIdSource;
import dev.deskbus.store.PgNodeStore;
import dev.deskbus.store.PgPresenceStore;
import dev.deskbus.store.PgQueueStore;
import dev.deskbus.store.PgReadMarks;
import dev.deskbus.store.PgSessionJournal;
import dev.deskbus.store.PgSessionSeats;
import dev.deskbus.store.PgSessionStore;
import dev.deskbus.store.PgVisitorStore;
import dev.deskbus.store.PgWaitingLines;
import io.vertx.core.Vertx;
import java.util.function.UnaryOperator;

/** Everything that stands on one database. */
record Stores(
        Pg pg,
        PgNodeStore nodes,
        PgSessionJournal journal,
        PgSessionStore sessions,
        PgSessionSeats seats,
        PgReadMarks marks,
        PgQueueStore queues,
        PgClientStore clients,
        PgAgentDirectory directory,
        PgPresenceStore presence,
        PgCallbackStore callbacks,
        PgConversationViews views,
        PgWaitingLines lines,
        PgIdSource ids,
        PgVisitorStore visitors,
        Pg searches,
        Passwords passwords) {
    private static final int CONNECTIONS = 12;

    /** Of their own, so that no load of chats can delay the lease. */
    private static final int LEASE_CONNECTIONS = 2;

    /** Of their own, so that no search can delay a chat. */
    private static final int SEARCH_CONNECTIONS = 2;

    /**
     * Connects when it is first asked.
     *
     * @param statements what every statement goes through before it is sent
     */
    static Stores on(Vertx vertx, PgAddress address, UnaryOperator<String> statements) {
        SealedJson json = new SealedJson();
        Pg pg = Pg.open(vertx, address, CONNECTIONS, statements);
        return new Stores(
                pg,
                new PgNodeStore(Pg.openForLease(vertx, address, LEASE_CONNECTIONS, statements)),
                new PgSessionJournal(vertx, pg, json),
                new PgSessionStore(pg, json),
                new PgSessionSeats(pg, json),
                new PgReadMarks(pg),
                new PgQueueStore(pg, json),
                new PgClientStore(pg),
                new PgAgentDirectory(pg),
                new PgPresenceStore(pg),
                new PgCallbackStore(pg, json),
                new PgConversationViews(pg, json),
                new PgWaitingLines(pg, json),
                new PgIdSource(pg),
                new PgVisitorStore(pg, json),
                Pg.openToSearch(vertx, address, SEARCH_CONNECTIONS, statements),
                new HashedPasswords(vertx));
    }
}
