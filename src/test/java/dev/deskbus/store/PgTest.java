package dev.deskbus.store;

import dev.deskbus.FreePorts;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for each test class, on one embedded server per JVM. Usage:
 * {@code @RegisterExtension static final PgTest db = new PgTest();} then {@code db.pg()}, {@code
 * db.address()}, {@code db.sql("insert …")} and {@code db.await(future)}.
 */
public final class PgTest implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private Vertx vertx;
    private Pg pg;
    private PgAddress address;

    /** Another database, not made here, to be closed by the caller. */
    static PgTest to(PgAddress address) {
        PgTest other = new PgTest();
        other.connectTo(address);
        return other;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        connectTo(createDatabase());
    }

    private void connectTo(PgAddress database) {
        address = database;
        vertx = Vertx.vertx();
        pg = Pg.open(vertx, address, 10);
        warmUp(3);
    }

    /** The first connection loads half of the client: on a busy machine that takes its time. */
    private void warmUp(int attempts) {
        try {
            await(pg.execute("select 1", Tuple.tuple()));
        } catch (Refusal e) {
            if (attempts == 1) {
                throw e;
            }
            warmUp(attempts - 1);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    void close() {
        await(pg.close());
        await(vertx.close());
    }

    /** The database of this class. */
    public Pg pg() {
        return pg;
    }

    /** Where it is; for a second pool, or a whole node. */
    public PgAddress address() {
        return address;
    }

    /** The Vert.x that {@link #pg()} runs on. */
    public Vertx vertx() {
        return vertx;
    }

    /** Runs one statement or several over JDBC. */
    public void sql(String statements) {
        execute(address, statements);
    }

    /** A JDBC connection of one's own, for a test that holds locks. */
    public Connection connect() throws SQLException {
        return connect(address);
    }

    /** The result, within ten seconds. */
    public <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Returns once nobody else is at work in this database. */
    public void awaitQuiet() {
        String busy =
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and backend_type = 'client backend' and state <> 'idle'"
                        + " and pid <> pg_backend_pid()";
        awaitCount(busy, count -> count == 0, 10, "somebody is still at work");
    }

    /** Returns once a statement in this database waits for somebody else's lock. */
    public void awaitBlocked() {
        String blocked =
                "select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'";
        awaitCount(blocked, count -> count > 0, 2, "no statement waits for a lock");
    }

    private void awaitCount(String query, LongPredicate isRight, int seconds, String complaint) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isRight.test(
                await(pg.one(query, Tuple.tuple(), row -> row.getLong(0))).orElseThrow())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(complaint);
            }
        }
    }

    private static synchronized PgAddress createDatabase() throws IOException {
        if (server == null) {
            server = startServer();
            execute(server.address(), "create database template_deskbus");
            Migrations.migrate(server.address().withDatabase("template_deskbus"));
        }
        String name = "test_" + NUMBER.incrementAndGet();
        execute(server.address(), "create database " + name + " template template_deskbus");
        return server.address().withDatabase(name);
    }

    private static EmbeddedPostgres startServer() throws IOException {
        Path home = Path.of("target", "postgres", Long.toString(ProcessHandle.current().pid()));
        deleteTree(home);
        EmbeddedPostgres started = EmbeddedPostgres.start(home, FreePorts.next());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        started.close();
                                        deleteTree(home);
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                }));
        return started;
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void execute(PgAddress address, String statements) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection connect(PgAddress address) throws SQLException {
        return DriverManager.getConnection(address.toJdbcUrl(), address.user(), address.password());
    }
}
