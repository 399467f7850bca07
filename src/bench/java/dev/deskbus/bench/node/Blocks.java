package dev.deskbus.bench.node;

import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Blocks that a database has looked at since it was made, by PostgreSQL's own count, which is ten
 * seconds late at most.
 *
 * @param found stood in PostgreSQL's buffers
 * @param fetched had to come from outside, whether the system had them in memory or not
 * @param fetchMillis how long that took; zero while PostgreSQL does not time it
 */
public record Blocks(long found, long fetched, double fetchMillis) {
    private static final String COUNT =
            """
            select blks_hit, blks_read, blk_read_time
            from pg_stat_database where datname = current_database()
            """;

    /** PostgreSQL times what it fetches from now on. */
    public static void time(PgAddress database) throws SQLException {
        Jdbc.run(database, "alter system set track_io_timing = on");
        Jdbc.run(database, "select pg_reload_conf()");
    }

    /** As they are now. */
    public static Blocks now(PgAddress database) throws SQLException {
        try (Connection connection = Jdbc.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            return new Blocks(row.getLong(1), row.getLong(2), row.getDouble(3));
        }
    }

    /** Those since then. */
    public Blocks since(Blocks before) {
        return new Blocks(
                found - before.found, fetched - before.fetched, fetchMillis - before.fetchMillis);
    }
}
