package dev.deskbus.bench.node;

import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** PostgreSQL's own statistics of its statements. */
public final class Statements {
    private static final String PRELOAD =
            "alter system set shared_preload_libraries = 'pg_stat_statements'";

    private static final String PLANNING =
            "alter system set pg_stat_statements.track_planning = on";

    private static final String TOP =
            """
            select calls, total_plan_time / calls as plan_ms, total_exec_time / calls as exec_ms,
                   (total_plan_time + total_exec_time) as total_ms, rows,
                   shared_blks_hit / calls as blocks,
                   left(regexp_replace(query, '\\s+', ' ', 'g'), 140) as query
            from watching.pg_stat_statements where calls > 0
            order by total_plan_time + total_exec_time desc limit 20
            """;

    private Statements() {}

    /** From its next start the server takes them. */
    public static void prepare(PgAddress database) throws SQLException {
        Jdbc.run(database, PRELOAD);
    }

    /** Begins to take them, in a server that was started after {@link #prepare}. */
    public static void begin(PgAddress database) throws SQLException {
        Jdbc.run(database, "create schema watching");
        Jdbc.run(database, "create extension pg_stat_statements schema watching");
        Jdbc.run(database, PLANNING);
        Jdbc.run(database, "select pg_reload_conf()");
    }

    /** Begins anew. */
    public static void forget(PgAddress database) throws SQLException {
        Jdbc.run(database, "select watching.pg_stat_statements_reset()");
    }

    /** The dearest, one a line. */
    public static String top(PgAddress database) throws SQLException {
        StringBuilder text =
                new StringBuilder("calls plan-ms exec-ms total-ms rows blocks query\n");
        try (Connection connection = Jdbc.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TOP)) {
            while (rows.next()) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%d %.3f %.3f %.0f %d %d %s%n",
                                rows.getLong(1),
                                rows.getDouble(2),
                                rows.getDouble(3),
                                rows.getDouble(4),
                                rows.getLong(5),
                                rows.getLong(6),
                                rows.getString(7)));
            }
        }
        return text.toString();
    }
}
