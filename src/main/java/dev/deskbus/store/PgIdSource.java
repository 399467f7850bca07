package dev.deskbus.store;

import dev.deskbus.port.IdSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Numbers from a sequence, fetched by the block; a restart leaves a hole. For many threads. */
public final class PgIdSource implements IdSource {
    private static final int BLOCK = 50;

    private static final String NEXT =
            "select nextval('request_id') from generate_series(1, $1::int)";

    private final Pg pg;
    private final Queue<Long> ready = new ArrayDeque<>();
    private final Queue<CallersPromise<Long>> waiting = new ArrayDeque<>();
    private boolean fetching;

    /** Numbers of that database. */
    public PgIdSource(Pg pg) {
        this.pg = pg;
    }

    @Override
    public synchronized Future<Long> next() {
        Long number = ready.poll();
        if (number != null) {
            return Future.succeededFuture(number);
        }
        CallersPromise<Long> answer = new CallersPromise<>();
        waiting.add(answer);
        if (!fetching) {
            fetch();
        }
        return answer.future();
    }

    private synchronized void fetch() {
        fetching = true;
        int block = Math.max(BLOCK, waiting.size());
        pg.query(NEXT, Tuple.of(block), row -> row.getLong(0))
                .onComplete(this::onFetched, this::onFailed);
    }

    private synchronized void onFetched(List<Long> numbers) {
        fetching = false;
        ready.addAll(numbers);
        while (!waiting.isEmpty() && !ready.isEmpty()) {
            waiting.remove().succeed(ready.remove());
        }
        if (!waiting.isEmpty()) {
            fetch();
        }
    }

    private synchronized void onFailed(Throwable failure) {
        fetching = false;
        List<CallersPromise<Long>> disappointed = new ArrayList<>(waiting);
        waiting.clear();
        disappointed.forEach(answer -> answer.fail(failure));
    }
}
