package dev.deskbus.bench.ceiling;

import dev.deskbus.store.PgAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Rows go out together: what comes while a batch is under way is the next one. */
final class Batches {
    private static final int LARGEST = 256;
    private static final int CONNECTIONS = 2;

    private static final String INSERT =
            """
            insert into bench_event (session_id, seq, kind, sender, client_msg_id, body, at)
            select e.session_id, e.seq, e.kind, e.sender, e.key, e.body::jsonb, e.at
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[],
                        $6::text[], $7::timestamptz[])
                as e (session_id, seq, kind, sender, key, body, at)
            """;

    /** The log's columns and indexes, without what refers to other tables. */
    static final String TABLE =
            """
            create table if not exists bench_event (
                session_id bigint not null, seq bigint not null, kind text not null,
                sender text not null, client_msg_id text not null, body jsonb not null,
                at timestamptz not null,
                primary key (session_id, seq), unique (session_id, client_msg_id))
            """;

    private final PgAddress database;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<PgConnection> free = new ArrayDeque<>();

    Batches(PgAddress database) {
        this.database = database;
    }

    private record Waiting(Row row, Promise<Void> promise) {}

    Future<Void> open(Vertx vertx) {
        List<Future<PgConnection>> opening = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            opening.add(PgConnection.connect(vertx, options(database)).onSuccess(free::add));
        }
        return Future.all(opening).mapEmpty();
    }

    static PgConnectOptions options(PgAddress database) {
        return new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.database())
                .setUser(database.user())
                .setPassword(database.password())
                .setCachePreparedStatements(true);
    }

    /** Done when it is on disk. */
    Future<Void> add(Row row) {
        Promise<Void> promise = Promise.promise();
        waiting.add(new Waiting(row, promise));
        write();
        return promise.future();
    }

    private void write() {
        PgConnection connection = waiting.isEmpty() ? null : free.poll();
        if (connection == null) {
            return;
        }
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < LARGEST && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        insert(connection, batch.stream().map(Waiting::row).toList())
                .onComplete(
                        result -> {
                            free.add(connection);
                            write();
                            batch.forEach(each -> each.promise().handle(result));
                        });
    }

    /** One statement for all of them. */
    static Future<Void> insert(PgConnection connection, List<Row> rows) {
        Tuple values =
                Tuple.of(
                        column(rows, Row::session, Long[]::new),
                        column(rows, Row::seq, Long[]::new),
                        column(rows, Row::kind, String[]::new),
                        column(rows, Row::sender, String[]::new),
                        column(rows, Row::key, String[]::new),
                        column(rows, Row::body, String[]::new),
                        column(rows, Row::at, OffsetDateTime[]::new));
        return connection.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    private static <T> T[] column(List<Row> rows, Function<Row, T> part, IntFunction<T[]> array) {
        return rows.stream().map(part).toArray(array);
    }
}
