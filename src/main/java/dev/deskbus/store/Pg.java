package dev.deskbus.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The database: the only call site of its pool. Every call is one prepared statement in auto-commit
 * with a deadline of its own. A call fails with a {@link DuplicateKey}; or with a {@code Refusal}
 * of {@code UNAVAILABLE} (the outcome is unknown), {@code OVERLOADED} (not sent) or {@code
 * PARAMETER_INVALID} (data that cannot be stored).
 */
public final class Pg {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int WAITING_CALLS = 500;
    private static final int CONNECTION_SECONDS = 2;

    /**
     * A new connection costs some 30 ms and has every plan to make: whoever pauses for less than
     * that keeps those that are there.
     */
    private static final int IDLE_SECONDS = 30;

    /** After so long without an acknowledgement of what was sent the network is cut. */
    private static final int UNACKNOWLEDGED_MILLIS = 4000;

    /**
     * A server that acknowledges and does not answer stands still. Whoever stays connected is
     * served at once when it goes on; a hundred new connections would cost it more than a second.
     */
    private static final int STANDSTILL_SECONDS = 40;

    /** Where only silence tells that the network is cut. */
    private static final int SILENT_SECONDS = 6;

    /** Less than that. */
    private static final int SHORT_IDLE_SECONDS = 4;

    /**
     * Generic plans are made when a connection first needs them, and outlive what the database was
     * then: in a young one, tables of one page. They must look up by index whatever the planner
     * thinks it knows (docs/decisions/0116).
     */
    static final Map<String, String> BY_INDEX =
            Map.of(
                    "plan_cache_mode", "force_generic_plan",
                    "enable_seqscan", "off",
                    "enable_hashjoin", "off",
                    "enable_mergejoin", "off");

    private final Context context;
    private final Pool pool;
    private final Duration deadline;
    private final UnaryOperator<String> statements;

    private Pg(Context context, Pool pool, Duration deadline, UnaryOperator<String> statements) {
        this.context = context;
        this.pool = pool;
        this.deadline = deadline;
        this.statements = statements;
    }

    /** A pool to that database; it connects when it is first asked. */
    public static Pg open(Vertx vertx, PgAddress address, int connections) {
        return open(vertx, address, connections, UnaryOperator.identity());
    }

    /** The same; every statement goes through that function before it is sent. */
    public static Pg open(
            Vertx vertx, PgAddress address, int connections, UnaryOperator<String> statements) {
        return open(vertx, byIndex(address), connections, IDLE_SECONDS, statements);
    }

    /**
     * The same for whoever cannot wait: none of its connections may have died in a pause, so none
     * rests for long (docs/decisions/0120).
     */
    public static Pg openForLease(
            Vertx vertx, PgAddress address, int connections, UnaryOperator<String> statements) {
        return open(vertx, byIndex(address), connections, SHORT_IDLE_SECONDS, statements);
    }

    /** The same; every statement is planned for the values that it is called with. */
    public static Pg openToSearch(
            Vertx vertx, PgAddress address, int connections, UnaryOperator<String> statements) {
        PgConnectOptions options =
                connectOptions(address).addProperty("plan_cache_mode", "force_custom_plan");
        return open(vertx, options, connections, IDLE_SECONDS, statements);
    }

    private static PgConnectOptions byIndex(PgAddress address) {
        PgConnectOptions options = connectOptions(address);
        BY_INDEX.forEach(options::addProperty);
        return options;
    }

    /** Where only silence tells that the network is cut, none may idle until it seems so. */
    private static Pg open(
            Vertx vertx,
            PgConnectOptions options,
            int connections,
            int idleSeconds,
            UnaryOperator<String> statements) {
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        int idle = vertx.isNativeTransportEnabled() ? idleSeconds : SHORT_IDLE_SECONDS;
        Pool pool = pool(vertx, options, poolOptions(connections, idle));
        return new Pg(context, pool, DEADLINE, statements);
    }

    /** The same database with another deadline for each call. */
    Pg within(Duration limit) {
        return new Pg(context, pool, limit, statements);
    }

    /** Reads by key that share their statements; it answers with what there is of these keys. */
    <K, V> GroupedRead<K, V> grouped(Function<V, K> key, Function<List<K>, Future<List<V>>> read) {
        return new GroupedRead<>(context, key, read);
    }

    /** Every row of the answer. */
    <T> Future<List<T>> query(String sql, Tuple values, Function<Row, T> mapper) {
        return call(sql, values).map(rows -> rows.stream().map(mapper).toList());
    }

    /** The first row of the answer, if there is any. */
    <T> Future<Optional<T>> one(String sql, Tuple values, Function<Row, T> mapper) {
        return call(sql, values).map(rows -> rows.stream().findFirst().map(mapper));
    }

    /** How many rows were changed. */
    Future<Integer> execute(String sql, Tuple values) {
        return call(sql, values).map(SqlResult::rowCount);
    }

    /**
     * Several statements, all or nothing; for what is done once at start, never on the hot path.
     */
    <T> Future<T> transaction(Function<Steps, Future<T>> work) {
        return pool.withTransaction(connection -> work.apply(new OnConnection(connection)))
                .map(Objects::requireNonNull)
                .recover(failure -> Future.failedFuture(PgErrors.translate(failure)));
    }

    /** The statements of one transaction. */
    interface Steps {
        /** How many rows were changed, or read. */
        Future<Integer> execute(String sql, Tuple values);

        /** Every row of the answer. */
        <T> Future<List<T>> query(String sql, Tuple values, Function<Row, T> mapper);
    }

    private record OnConnection(SqlConnection connection) implements Steps {
        @Override
        public Future<Integer> execute(String sql, Tuple values) {
            return connection.preparedQuery(sql).execute(values).map(SqlResult::rowCount);
        }

        @Override
        public <T> Future<List<T>> query(String sql, Tuple values, Function<Row, T> mapper) {
            return connection
                    .preparedQuery(sql)
                    .execute(values)
                    .map(rows -> rows.stream().map(mapper).toList());
        }
    }

    /** Whether it answers. */
    public Future<Void> ping() {
        return one("select 1", Tuple.tuple(), row -> row).mapEmpty();
    }

    /** Ends all connections. */
    public Future<Void> close() {
        return pool.close();
    }

    private Future<RowSet<Row>> call(String sql, Tuple values) {
        return connection()
                .compose(
                        connection ->
                                connection
                                        .preparedQuery(statements.apply(sql))
                                        .execute(values)
                                        .onComplete(_ -> connection.close()))
                .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(PgErrors.translate(failure)));
    }

    /**
     * One that is free, soon enough; what comes later goes back unused. The pool's own patience is
     * a timer of whoever asks: when that verticle is undeployed, the pool takes the timer for
     * expired and never answers (docs/decisions/0072).
     */
    private Future<SqlConnection> connection() {
        Future<SqlConnection> lent = pool.getConnection();
        Future<SqlConnection> inTime = lent.timeout(CONNECTION_SECONDS, TimeUnit.SECONDS);
        lent.onSuccess(
                connection -> {
                    // The call under way hears of it too.
                    connection.exceptionHandler(_ -> {});
                    if (inTime.failed()) {
                        connection.close();
                    }
                });
        return inTime;
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, PoolOptions poolOptions) {
        return PgBuilder.pool()
                .with(poolOptions)
                .with(
                        new NetClientOptions()
                                .setTcpKeepAlive(true)
                                .setTcpNoDelay(true)
                                .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS)
                                .setConnectTimeout(CONNECTION_SECONDS * 1000)
                                .setReadIdleTimeout(
                                        vertx.isNativeTransportEnabled()
                                                ? STANDSTILL_SECONDS
                                                : SILENT_SECONDS))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private static PoolOptions poolOptions(int connections, int idleSeconds) {
        return new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(WAITING_CALLS)
                .setConnectionTimeout(0)
                .setIdleTimeout(idleSeconds)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setPoolCleanerPeriod(1000);
    }

    private static PgConnectOptions connectOptions(PgAddress address) {
        return new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setPassword(address.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(16_384)
                .setPipeliningLimit(16)
                .setReconnectAttempts(1)
                .setReconnectInterval(200)
                .addProperty("application_name", "deskbus")
                // No statement runs long enough to be worth compiling.
                .addProperty("jit", "off")
                .addProperty("statement_timeout", "3s")
                .addProperty("lock_timeout", "2s")
                .addProperty("idle_in_transaction_session_timeout", "3s");
    }
}
