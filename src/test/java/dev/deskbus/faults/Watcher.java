package dev.deskbus.faults;

import java.sql.Connection;
import java.sql.SQLException;

/** Looks at the shards and slots a few times a second, as far as the database answers. */
final class Watcher implements Runnable, AutoCloseable {
    private static final long PERIOD_MILLIS = 200;

    private final DatabaseView database;
    private final History history;
    private volatile boolean closed;

    Watcher(DatabaseView database, History history) {
        this.database = database;
        this.history = history;
    }

    @Override
    public void run() {
        while (!closed) {
            try (Connection connection = database.connect()) {
                while (!closed) {
                    history.add(database.sample(connection));
                    Attempts.pause(PERIOD_MILLIS);
                }
            } catch (SQLException e) {
                Attempts.pause(PERIOD_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
