package dev.deskbus.bench.node;

import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** How the benchmark itself looks into a database, and writes to it. */
final class Jdbc {
    private Jdbc() {}

    /** To be closed by the caller. */
    static Connection connect(PgAddress database) throws SQLException {
        return DriverManager.getConnection(
                database.toJdbcUrl(), database.user(), database.password());
    }

    /** One statement, committed by itself. */
    static void run(PgAddress database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
