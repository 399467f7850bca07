package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An outbox in memory with the rules of the real one; its answers can be held back, or fail. */
final class FakeOutbox implements CallbackStore {
    record Settled(
            long number, int attempt, CallbackOutcome outcome, Optional<Duration> retryAfter) {}

    private final Monitor monitor;
    private final Map<Long, Row> rows = new TreeMap<>();
    private final List<Settled> settled = new ArrayList<>();
    private Future<Void> gate = Future.succeededFuture();
    private long fencedBefore;
    private final List<ClientId> takes = new ArrayList<>();
    private final List<List<Turn>> batches = new ArrayList<>();
    private final Set<ClientId> fenced = new HashSet<>();
    private Optional<ClientId> poison = Optional.empty();
    private int sweeps;
    private boolean loseNext;

    FakeOutbox(Monitor monitor) {
        this.monitor = monitor;
    }

    private static final class Row {
        private final OutboxEntry entry;
        private int attempt;
        private long dueAt = System.nanoTime();
        private String taker;
        private boolean waiting = true;

        private Row(OutboxEntry entry) {
            this.entry = entry;
        }
    }

    synchronized long add(OutboxEntry entry) {
        long number = rows.size() + 1L;
        rows.put(number, new Row(entry));
        return number;
    }

    /** From now on answers come only when the promise is kept; the work itself is done at once. */
    synchronized Promise<Void> hold() {
        Promise<Void> promise = Promise.promise();
        gate = promise.future().andThen((_, _) -> open());
        return promise;
    }

    private synchronized void open() {
        gate = Future.succeededFuture();
    }

    /** The next taking is carried out, but its answer is lost. */
    synchronized void loseNextTaking() {
        loseNext = true;
    }

    /** Every answer is a failure, and nothing is done. */
    synchronized void breakDown(boolean broken) {
        gate = broken ? Future.failedFuture("no database") : Future.succeededFuture();
    }

    /** Whoever writes under a lower epoch is fenced off. */
    synchronized void fenceBefore(long epoch) {
        fencedBefore = epoch;
    }

    /** That lane alone is fenced off. */
    synchronized void fence(ClientId lane) {
        fenced.add(lane);
    }

    /** No write that has anything of that lane can be carried out. */
    synchronized void poison(ClientId lane) {
        poison = Optional.of(lane);
    }

    /** Somebody else settles it. */
    synchronized void settleByHand(long number) {
        rows.get(number).waiting = false;
    }

    /** What was asked for in each write, in order. */
    synchronized List<List<Turn>> batches() {
        return List.copyOf(batches);
    }

    synchronized List<Settled> settled() {
        return List.copyOf(settled);
    }

    synchronized List<Long> done() {
        return rows.entrySet().stream()
                .filter(e -> !e.getValue().waiting)
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized int takes() {
        return takes.size();
    }

    synchronized long takes(ClientId lane) {
        return takes.stream().filter(lane::equals).count();
    }

    synchronized int sweeps() {
        return sweeps;
    }

    @Override
    public synchronized Future<List<Due>> takeDue(
            List<Fence> fences, Set<ClientId> busy, Taking taking, int limit) {
        sweeps++;
        if (gate.failed()) {
            return gate.mapEmpty();
        }
        List<Due> due = new ArrayList<>();
        rows.values().stream()
                .map(row -> row.entry.callback().client())
                .distinct()
                .filter(lane -> !busy.contains(lane))
                .forEach(lane -> head(lane, taking, due.size() < limit).ifPresent(due::add));
        return taken(due);
    }

    @Override
    public synchronized Future<List<Turned>> turn(List<Turn> turns, Taking taking) {
        turns.stream().filter(Turn::takes).map(Turn::lane).forEach(takes::add);
        if (gate.failed()) {
            return gate.mapEmpty();
        }
        batches.add(List.copyOf(turns));
        if (turns.stream()
                .map(Turn::lane)
                .anyMatch(lane -> poison.filter(lane::equals).isPresent())) {
            return Future.failedFuture("cannot be written");
        }
        if (turns.stream().map(Turn::lane).distinct().count() < turns.size()) {
            throw new AssertionError("two turns of one lane");
        }
        return taken(turns.stream().map(turn -> turned(turn, taking)).toList());
    }

    private Turned turned(Turn turn, Taking taking) {
        if (turn.fence().epoch() < fencedBefore || fenced.contains(turn.lane())) {
            return new Turned(Written.FENCED, Optional.empty());
        }
        Written written = turn.ended().map(this::settle).orElse(Written.STORED);
        return new Turned(written, head(turn.lane(), taking, turn.takes()));
    }

    private Written settle(Ended ended) {
        Row row = rows.get(ended.number());
        if (!row.waiting) {
            return Written.CONFLICT;
        }
        settled.add(new Settled(ended.number(), row.attempt, ended.outcome(), ended.retryAfter()));
        row.taker = null;
        row.waiting = !ended.leaves();
        row.dueAt = System.nanoTime() + ended.retryAfter().orElse(Duration.ZERO).toNanos();
        return Written.STORED;
    }

    @Override
    public Future<Backlog> count() {
        throw new UnsupportedOperationException();
    }

    private static boolean isLost(Row row, Taking taking) {
        return row.taker != null && taking.lost().contains(row.taker);
    }

    private Optional<Due> head(ClientId lane, Taking taking, boolean wanted) {
        return rows.entrySet().stream()
                .filter(e -> e.getValue().waiting)
                .filter(e -> e.getValue().entry.callback().client().equals(lane))
                .findFirst()
                .filter(_ -> wanted)
                .filter(
                        e ->
                                e.getValue().dueAt <= System.nanoTime()
                                        || isLost(e.getValue(), taking))
                .map(
                        e -> {
                            Row row = e.getValue();
                            row.attempt++;
                            row.taker = taking.id();
                            row.dueAt = System.nanoTime() + taking.patience().toNanos();
                            return new Due(e.getKey(), row.attempt, row.entry);
                        });
    }

    private <T> Future<T> taken(T value) {
        boolean isLost = loseNext;
        loseNext = false;
        return isLost ? answer(value).compose(_ -> Future.failedFuture("lost")) : answer(value);
    }

    private <T> Future<T> answer(T value) {
        monitor.changed();
        return gate.map(value);
    }
}
