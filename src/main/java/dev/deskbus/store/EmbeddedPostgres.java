package dev.deskbus.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server of our own, for trying out and for tests: on 127.0.0.1 alone, with
 * everything durable that a server of its own would make durable. Its directory is kept between
 * runs and holds {@code data}, {@code server.log} and {@code lock}. Every call here blocks.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String DATABASE = "deskbus";
    private static final String USER = "postgres";

    /** Written into the data directory once it is complete. */
    private static final String COMPLETE = "deskbus-complete";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final FileChannel lock;

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, FileChannel lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts it on that directory, whatever an earlier run left there: a server that was orphaned
     * by {@code kill -9} is stopped first, a half-made data directory is put aside.
     *
     * @param port 0 for any free one
     * @throws IOException when it does not start, or another Deskbus runs on that directory
     */
    public static EmbeddedPostgres start(Path directory, int port) throws IOException {
        Path home = Files.createDirectories(directory).toRealPath();
        FileChannel lock = lock(home);
        try {
            Path data = home.resolve("data");
            OrphanedPostgres.stop(data);
            putIncompleteAside(data);
            var server = launch(home, port);
            createDatabase(server);
            if (!Files.exists(data.resolve(COMPLETE))) {
                Files.createFile(data.resolve(COMPLETE));
            }
            LOG.atInfo().addKeyValue("port", server.getPort()).log("embedded PostgreSQL is up");
            return new EmbeddedPostgres(server, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where it listens. */
    public PgAddress address() {
        return new PgAddress("127.0.0.1", server.getPort(), DATABASE, USER, "");
    }

    /** Stops it cleanly; the directory stays. */
    @Override
    public void close() throws IOException {
        server.close();
        lock.close();
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(Path home, int port)
            throws IOException {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile());
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_PATIENCE)
                .setPort(port)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // The library's own defaults are off: an answer would be no promise.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                .setServerConfig("client_connection_check_interval", "2s")
                .start();
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException("another Deskbus runs its database in " + home);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by this very process.
        }
    }

    /** A run that was killed while it made the data directory leaves one that no server takes. */
    private static void putIncompleteAside(Path data) throws IOException {
        if (Files.exists(data) && !Files.exists(data.resolve(COMPLETE))) {
            Path aside = data.resolveSibling("incomplete-" + System.currentTimeMillis());
            Files.move(data, aside);
            LOG.atWarn().addKeyValue("path", aside).log("put an incomplete data directory aside");
        }
    }

    private static void createDatabase(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server)
            throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!hasDatabase(statement)) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            server.close();
            throw new IOException("embedded PostgreSQL does not answer", e);
        }
    }

    private static boolean hasDatabase(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "select 1 from pg_database where datname = '" + DATABASE + "'")) {
            return found.next();
        }
    }
}
