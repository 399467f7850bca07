package dev.deskbus.bench.ceiling;

import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.store.PgAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The same rows in batches with no server around them: one operation is one batch on disk. */
public final class Floor implements Operation, AutoCloseable {
    /** Rows in a batch. */
    public static final int BATCH = 64;

    private static final int CONNECTIONS = 4;
    private static final AtomicLong SESSIONS = new AtomicLong(1_000_000_000L);

    private final List<Seat> seats;

    private record Seat(Context context, PgConnection connection) {}

    private Floor(List<Seat> seats) {
        this.seats = seats;
    }

    /** Connects to the database of the ceilings. */
    public static Floor open(Vertx vertx, PgAddress database) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            seats.add(new Seat(context, connect(vertx, context, database)));
        }
        return new Floor(seats);
    }

    /** Makes a database of that name, and the table that the ceilings write to. */
    public static void prepare(Vertx vertx, PgAddress server, String name) {
        run(vertx, server, "create database " + name);
        run(vertx, server.withDatabase(name), Batches.TABLE);
    }

    private static void run(Vertx vertx, PgAddress database, String sql) {
        PgConnection connection =
                connect(vertx, ((VertxInternal) vertx).createEventLoopContext(), database);
        connection.query(sql).execute().await();
        connection.close().await();
    }

    private static PgConnection connect(Vertx vertx, Context context, PgAddress database) {
        Promise<PgConnection> promise = Promise.promise();
        context.runOnContext(
                _ -> PgConnection.connect(vertx, Batches.options(database)).onComplete(promise));
        return promise.future().await();
    }

    @Override
    public int workers() {
        return seats.size();
    }

    @Override
    public Context context(int worker) {
        return seats.get(worker).context();
    }

    @Override
    public void begin(int worker, Ending ending) {
        long session = SESSIONS.incrementAndGet();
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i <= BATCH; i++) {
            rows.add(Row.of(session, i, "client:" + session, Marks.text(i)));
        }
        Batches.insert(seats.get(worker).connection(), rows)
                .onComplete(done -> ending.at(System.nanoTime(), done.succeeded()));
    }

    @Override
    public void close() {
        Future.all(seats.stream().map(seat -> seat.connection().close()).toList()).await();
    }
}
