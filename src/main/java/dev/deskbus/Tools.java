package dev.deskbus;

import dev.deskbus.actor.transcript.LogArchivist;
import dev.deskbus.actor.transcript.TranscriptIndexer;
import dev.deskbus.config.Settings;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.Lease;
import dev.deskbus.store.PgCannedReplies;
import dev.deskbus.store.PgHistories;
import dev.deskbus.store.PgLogArchive;
import dev.deskbus.store.PgNotes;
import dev.deskbus.store.PgTags;
import dev.deskbus.store.PgTranscriptIndex;
import dev.deskbus.store.PgTranscriptSearch;
import java.time.InstantSource;

/** Wires what agents have at hand. */
final class Tools {
    private Tools() {}

    /** On the same database as everything; searches on connections of their own. */
    static AgentTools on(Stores stores) {
        SealedJson json = new SealedJson();
        return new AgentTools(
                new PgCannedReplies(stores.pg()),
                new PgNotes(stores.pg()),
                new PgTags(stores.pg()),
                new PgHistories(stores.pg(), json),
                new PgTranscriptSearch(stores.searches(), json));
    }

    /** Puts the months aside that are past. */
    static LogArchivist archivist(Lease lease, Stores stores, Settings.History history) {
        return new LogArchivist(
                lease,
                new PgLogArchive(stores.pg()),
                InstantSource.system(),
                new LogArchivist.Plan(history.archiveAfter(), history.months()));
    }

    /** Keeps what is searched up to date. */
    static TranscriptIndexer indexer(Lease lease, Stores stores) {
        return new TranscriptIndexer(
                lease, new PgTranscriptIndex(stores.searches(), new SealedJson()));
    }
}
