package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads by key, many at once: what is asked while a read is under way goes out with the next one,
 * so that a busy moment costs one statement and not one for each. Nothing is kept: every answer was
 * read after its question. Two reads are under way at most. Fails as {@link Pg} does, and with
 * {@code OVERLOADED} when too many wait. The answer comes in the context of who asked.
 */
final class GroupedRead<K, V> {
    private static final int UNDER_WAY = 2;
    private static final int MOST_KEYS = 256;
    private static final int MOST_WAITING = 5000;

    private final Context context;
    private final Function<List<K>, Future<Map<K, V>>> read;
    private final Map<K, List<CallersPromise<Optional<V>>>> waiting = new LinkedHashMap<>();
    private int underWay;

    /**
     * A read of its own.
     *
     * @param context where it lives; nobody's who may end before it
     * @param read answers with what there is of these
     */
    GroupedRead(Context context, Function<List<K>, Future<Map<K, V>>> read) {
        this.context = context;
        this.read = read;
    }

    /** What there is of that key. */
    Future<Optional<V>> find(K key) {
        CallersPromise<Optional<V>> answer = new CallersPromise<>();
        context.runOnContext(_ -> add(key, answer));
        return answer.future();
    }

    private void add(K key, CallersPromise<Optional<V>> answer) {
        if (waiting.size() >= MOST_WAITING) {
            answer.fail(new Refusal(ErrorCode.OVERLOADED, "too many wait to be read"));
            return;
        }
        waiting.computeIfAbsent(key, _ -> new ArrayList<>()).add(answer);
        readNext();
    }

    private void readNext() {
        if (underWay == UNDER_WAY || waiting.isEmpty()) {
            return;
        }
        underWay++;
        Map<K, List<CallersPromise<Optional<V>>>> group = nextGroup();
        read.apply(List.copyOf(group.keySet()))
                .onComplete(found -> context.runOnContext(_ -> end(group, found)));
    }

    private void end(
            Map<K, List<CallersPromise<Optional<V>>>> group, AsyncResult<Map<K, V>> found) {
        underWay--;
        group.forEach((key, askers) -> askers.forEach(asker -> answer(key, asker, found)));
        readNext();
    }

    private static <K, V> void answer(
            K key, CallersPromise<Optional<V>> asker, AsyncResult<Map<K, V>> found) {
        if (found.succeeded()) {
            asker.succeed(Optional.ofNullable(found.result().get(key)));
        } else {
            asker.fail(found.cause());
        }
    }

    private Map<K, List<CallersPromise<Optional<V>>>> nextGroup() {
        Map<K, List<CallersPromise<Optional<V>>>> group = new LinkedHashMap<>();
        Iterator<Map.Entry<K, List<CallersPromise<Optional<V>>>>> oldest =
                waiting.entrySet().iterator();
        while (oldest.hasNext() && group.size() < MOST_KEYS) {
            Map.Entry<K, List<CallersPromise<Optional<V>>>> next = oldest.next();
            group.put(next.getKey(), next.getValue());
            oldest.remove();
        }
        return group;
    }
}
