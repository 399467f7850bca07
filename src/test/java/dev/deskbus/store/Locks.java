package dev.deskbus.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Waiting until others wait. */
final class Locks {
    private Locks() {}

    /** Returns once that many sessions of this database wait for a lock; within five seconds. */
    static void await(Connection connection, int waiting) throws SQLException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    "select count(*) from pg_stat_activity where datname ="
                                            + " current_database() and wait_event_type = 'Lock'")) {
                rows.next();
                if (rows.getInt(1) >= waiting) {
                    return;
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("nobody waits for a lock");
    }
}
