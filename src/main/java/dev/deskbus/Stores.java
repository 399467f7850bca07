package dev.deskbus;

import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Passwords;
import dev.deskbus.store.HashedPasswords;
import dev.deskbus.store.Pg;
import dev.deskbus.store.PgAgentDirectory;
import dev.deskbus.store.PgCallbackStore;
import dev.deskbus.store.PgClientStore;
import dev.deskbus.store.PgConversationViews;
import dev.deskbus.store.PgPresenceStore;
import dev.deskbus.store.PgQueueStore;
import dev.deskbus.store.PgSessionJournal;
import dev.deskbus.store.PgSessionStore;
import io.vertx.core.Vertx;

/** Everything that stands on one database. */
record Stores(
        Pg pg,
        PgSessionJournal journal,
        PgSessionStore sessions,
        PgQueueStore queues,
        PgClientStore clients,
        PgAgentDirectory directory,
        PgPresenceStore presence,
        PgCallbackStore callbacks,
        PgConversationViews views,
        Passwords passwords) {
    private static final int JOURNAL_LANES = 4;

    static Stores on(Vertx vertx, Pg pg) {
        SealedJson json = new SealedJson();
        return new Stores(
                pg,
                new PgSessionJournal(vertx, pg, json, JOURNAL_LANES),
                new PgSessionStore(pg, json),
                new PgQueueStore(pg, json),
                new PgClientStore(pg),
                new PgAgentDirectory(pg),
                new PgPresenceStore(pg),
                new PgCallbackStore(pg, json),
                new PgConversationViews(pg, json),
                new HashedPasswords(vertx));
    }
}
