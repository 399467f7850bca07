package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.SessionJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Group commit ({@link JournalLane}). An append of an unknown outcome is repeated unchanged for
 * four seconds and then fails with {@code UNAVAILABLE}; one that cannot be stored fails alone, with
 * {@code SESSION_CLOSED} when its session is closed. When too many wait, it fails with {@code
 * OVERLOADED} and was not sent. The answer comes in the context of who asked.
 */
public final class PgSessionJournal implements SessionJournal {
    private static final int MOST_WAITING = 5000;

    private final JournalLane lane;
    private final SealedJson json;
    private final AtomicInteger waiting = new AtomicInteger();

    /** A journal that nothing is written with yet. */
    public PgSessionJournal(Vertx vertx, Pg pg, SealedJson json) {
        this.json = json;
        this.lane = new JournalLane(vertx, ((VertxInternal) vertx).createEventLoopContext(), pg);
    }

    @Override
    public Future<Appended> append(Append append) {
        JournalEntry entry = new JournalEntry(append, json);
        if (append.token() != null && !entry.isWord()) {
            return Future.failedFuture(
                    new Refusal(ErrorCode.TOKEN_INVALID, "nobody looked for it"));
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    new Refusal(ErrorCode.OVERLOADED, "too many wait to be written"));
        }
        lane.add(entry);
        return entry.answer().future().onComplete(_ -> waiting.decrementAndGet());
    }

    /** How many appends have no answer yet. */
    public int waiting() {
        return waiting.get();
    }
}
