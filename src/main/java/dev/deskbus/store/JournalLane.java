package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch under way; what arrives meanwhile is the next one, for the fewer statements there are,
 * the less each append costs. Only when a batch takes very long do others go beside it, one after
 * the other, without the shards whose rows it holds: so what is held up is what came together with
 * it, or is of the same shards. Lives in one context of its own, so that nothing here needs a lock.
 */
final class JournalLane {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLane.class);
    private static final Set<String> ONE_TALK =
            Set.of("chat_session_one_open", "chat_session_not_waiting");
    private static final int MOST_UNDER_WAY = 3;

    /** A batch that takes so long waits for somebody. */
    private static final Duration HELD_UP = Duration.ofMillis(50);

    private static final int MOST_ROWS = 256;
    private static final int MOST_CHARACTERS = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration STATEMENT_DEADLINE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Vertx vertx;
    private final Context context;
    private final Pg pg;
    private final Deque<JournalEntry> waiting = new ArrayDeque<>();
    private final Deque<Flight> underWay = new ArrayDeque<>();
    private final Set<Shard> held = new HashSet<>();
    private boolean willLook;

    /** A batch under way. */
    private record Flight(Set<Shard> shards, long sinceNanos) {
        static Flight of(Collection<JournalEntry> batch) {
            Set<Shard> shards = new HashSet<>();
            batch.forEach(entry -> shards.add(shard(entry)));
            return new Flight(shards, System.nanoTime());
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }
    }

    JournalLane(Vertx vertx, Context context, Pg pg) {
        this.vertx = vertx;
        this.context = context;
        this.pg = pg.within(STATEMENT_DEADLINE);
    }

    /** Takes it from any thread. */
    void add(JournalEntry entry) {
        context.runOnContext(
                _ -> {
                    waiting.add(entry);
                    // What is held is looked at when it is free.
                    if (!held.contains(shard(entry))) {
                        writeNext();
                    }
                });
    }

    private void writeNext() {
        if (waiting.isEmpty() || underWay.size() == MOST_UNDER_WAY) {
            return;
        }
        Duration young =
                underWay.isEmpty() ? Duration.ZERO : HELD_UP.minus(underWay.getLast().age());
        if (young.isPositive()) {
            lookAfter(young);
            return;
        }
        SequencedSet<JournalEntry> batch = nextEntries();
        if (!batch.isEmpty()) {
            waiting.removeIf(batch::contains);
            write(batch);
        }
    }

    private void lookAfter(Duration wait) {
        if (!willLook) {
            willLook = true;
            vertx.setTimer(
                    wait.toMillis() + 1,
                    _ -> {
                        willLook = false;
                        writeNext();
                    });
        }
    }

    private void write(SequencedSet<JournalEntry> batch) {
        Flight flight = Flight.of(batch);
        underWay.add(flight);
        held.addAll(flight.shards());
        commit(new JournalBatch(List.copyOf(batch)), false)
                .onComplete(
                        _ -> {
                            underWay.remove(flight);
                            held.removeAll(flight.shards());
                            // Not at once: a batch that fails at once would grow the stack.
                            context.runOnContext(_ -> writeNext());
                        });
        lookAfter(HELD_UP);
    }

    /**
     * The oldest of its kind that fit and whose shards are not held; of each session only its
     * first, and the rest in their order.
     */
    private SequencedSet<JournalEntry> nextEntries() {
        SequencedSet<JournalEntry> batch = new LinkedHashSet<>();
        Set<SessionId> sessions = new HashSet<>();
        int rows = 0;
        int characters = 0;
        for (JournalEntry entry : waiting) {
            if (held.contains(shard(entry))) {
                continue;
            }
            SessionId session = entry.append().session().id();
            if (!batch.isEmpty() && batch.getFirst().isWord() != entry.isWord()) {
                sessions.add(session);
                continue;
            }
            rows += entry.rows();
            characters += entry.size();
            if (!batch.isEmpty() && (rows > MOST_ROWS || characters > MOST_CHARACTERS)) {
                break;
            }
            if (sessions.add(session)) {
                batch.add(entry);
            }
        }
        return batch;
    }

    private static Shard shard(JournalEntry entry) {
        return entry.append().fence().shard();
    }

    /**
     * Completes when every append of the batch has its answer; never fails.
     *
     * @param again whether the same batch met a unique constraint before
     */
    private Future<Void> commit(JournalBatch batch, boolean again) {
        return Future.succeededFuture()
                .compose(_ -> batch.write(pg))
                .recover(failure -> onFailure(batch, again, failure));
    }

    private Future<Void> onFailure(JournalBatch batch, boolean again, Throwable failure) {
        if (failure instanceof Refusal refusal && isPassing(refusal.code())) {
            return repeat(batch, refusal);
        }
        if (failure instanceof DuplicateKey && !again) {
            return commit(batch, true);
        }
        if (batch.entries().size() > 1) {
            return split(batch);
        }
        LOG.atWarn()
                .addKeyValue("session", batch.entries().getFirst().append().session().id().value())
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("append cannot be stored");
        batch.entries().forEach(entry -> entry.answer().fail(meaning(failure)));
        return Future.succeededFuture();
    }

    /** A client can have only one session, and cannot wait for another one meanwhile. */
    private static Throwable meaning(Throwable failure) {
        return failure instanceof DuplicateKey key && ONE_TALK.contains(key.constraint())
                ? new Refusal(ErrorCode.CLIENT_BUSY, "the client talks or waits")
                : failure;
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
    }

    /** Whether it was written is unknown: the same again finds what is there already. */
    private Future<Void> repeat(JournalBatch batch, Refusal failure) {
        List<JournalEntry> young = new ArrayList<>();
        for (JournalEntry entry : batch.entries()) {
            if (entry.age().compareTo(PATIENCE) < 0) {
                young.add(entry);
            } else {
                entry.answer().fail(failure);
            }
        }
        LOG.atWarn()
                .addKeyValue("appends", batch.entries().size())
                .addKeyValue("givenUp", batch.entries().size() - young.size())
                .log("journal waits for the database");
        return young.isEmpty()
                ? Future.succeededFuture()
                : pause().compose(_ -> commit(new JournalBatch(young), false));
    }

    private Future<Void> pause() {
        return vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Void> split(JournalBatch batch) {
        List<JournalEntry> entries = batch.entries();
        int middle = entries.size() / 2;
        return commit(new JournalBatch(entries.subList(0, middle)), false)
                .compose(
                        _ ->
                                commit(
                                        new JournalBatch(entries.subList(middle, entries.size())),
                                        false));
    }
}
