package dev.deskbus.store;

import static java.util.stream.Collectors.toMap;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * Reads by key, many at once: what is asked while a read is under way goes out with the next one,
 * so that a busy moment costs one statement and not one for each. Nothing is kept: every answer was
 * read after its question. Two reads are under way at most, and more only to find the one key whose
 * row cannot be read. Fails as {@link Pg} does, and with {@code OVERLOADED} what was not sent,
 * because too many wait or it has waited for too long. The answer comes in the context of who
 * asked.
 */
final class GroupedRead<K, V> {
    private static final int UNDER_WAY = 2;
    private static final int MOST_KEYS = 256;
    private static final int MOST_WAITING = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Context context;
    private final Function<V, K> key;
    private final Function<List<K>, Future<List<V>>> read;
    private final Queue<Asker<K, V>> waiting = new ArrayDeque<>();
    private int underWay;

    private record Asker<K, V>(K key, CallersPromise<Optional<V>> answer, long bornNanos) {
        boolean isLate() {
            return System.nanoTime() - bornNanos > PATIENCE.toNanos();
        }
    }

    /**
     * A read of its own.
     *
     * @param context where it lives; nobody's who may end before it
     * @param key of what was found
     * @param read answers with what there is of these
     */
    GroupedRead(Context context, Function<V, K> key, Function<List<K>, Future<List<V>>> read) {
        this.context = context;
        this.key = key;
        this.read = read;
    }

    /** What there is of that key. */
    Future<Optional<V>> find(K key) {
        Asker<K, V> asker = new Asker<>(key, new CallersPromise<>(), System.nanoTime());
        context.runOnContext(_ -> add(asker));
        return asker.answer().future();
    }

    private void add(Asker<K, V> asker) {
        if (waiting.size() >= MOST_WAITING) {
            asker.answer().fail(unsent());
        } else {
            waiting.add(asker);
            readNext();
        }
    }

    private void readNext() {
        if (underWay < UNDER_WAY) {
            Map<K, List<Asker<K, V>>> group = nextGroup();
            if (!group.isEmpty()) {
                send(group);
            }
        }
    }

    private Map<K, List<Asker<K, V>>> nextGroup() {
        Map<K, List<Asker<K, V>>> group = new LinkedHashMap<>();
        while (!waiting.isEmpty() && group.size() < MOST_KEYS) {
            Asker<K, V> oldest = waiting.remove();
            if (oldest.isLate()) {
                oldest.answer().fail(unsent());
            } else {
                group.computeIfAbsent(oldest.key(), _ -> new ArrayList<>()).add(oldest);
            }
        }
        return group;
    }

    private void send(Map<K, List<Asker<K, V>>> group) {
        underWay++;
        attempt(List.copyOf(group.keySet()))
                .onComplete(found -> context.runOnContext(_ -> end(group, found)));
    }

    private Future<Map<K, V>> attempt(List<K> keys) {
        try {
            return read.apply(keys)
                    .map(found -> found.stream().collect(toMap(key, Function.identity())));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void end(Map<K, List<Asker<K, V>>> group, AsyncResult<Map<K, V>> found) {
        underWay--;
        if (found.failed() && !(found.cause() instanceof Refusal) && group.size() > 1) {
            split(group);
        } else {
            group.forEach((key, askers) -> askers.forEach(asker -> answer(asker, found)));
        }
        readNext();
    }

    /** One row that cannot be read fails nobody else. */
    private void split(Map<K, List<Asker<K, V>>> group) {
        Map<K, List<Asker<K, V>>> half = new LinkedHashMap<>();
        Map<K, List<Asker<K, V>>> rest = new LinkedHashMap<>();
        group.forEach(
                (key, askers) -> (half.size() * 2 < group.size() ? half : rest).put(key, askers));
        send(half);
        send(rest);
    }

    private static <K, V> void answer(Asker<K, V> asker, AsyncResult<Map<K, V>> found) {
        if (found.succeeded()) {
            asker.answer().succeed(Optional.ofNullable(found.result().get(asker.key())));
        } else {
            asker.answer().fail(found.cause());
        }
    }

    private static Refusal unsent() {
        return new Refusal(ErrorCode.OVERLOADED, "too many wait to be read");
    }
}
