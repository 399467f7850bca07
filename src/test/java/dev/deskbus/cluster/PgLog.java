package dev.deskbus.cluster;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.Fence;
import dev.deskbus.store.PgAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Words in a table of their own, each written under the fence of its shard by one statement. */
final class PgLog implements Ledger.Log {
    private static final String WRITE =
            """
            with f as materialized (
                select 1 from shard where id = ? and owner = ? and epoch = ? for no key update
            ), written as (
                insert into words (session_id, id) select ?, ? from f
                on conflict (session_id, id) do nothing
            )
            select count(*) from f
            """;

    private final PgAddress address;
    private final ThreadLocal<Connection> connections = ThreadLocal.withInitial(this::connect);

    PgLog(PgAddress address) {
        this.address = address;
        try (var statement = connections.get().createStatement()) {
            statement.execute(
                    """
                    create table words (
                        n bigserial, session_id bigint, id text, unique (session_id, id)
                    )
                    """);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Future<Long> write(Vertx vertx, Fence under, SessionId session, String id) {
        return vertx.executeBlocking(() -> write(under, session, id), false);
    }

    private long write(Fence under, SessionId session, String id) throws SQLException {
        try (PreparedStatement statement = connections.get().prepareStatement(WRITE)) {
            statement.setInt(1, under.shard().number());
            statement.setString(2, under.node().value());
            statement.setLong(3, under.epoch());
            statement.setLong(4, session.value());
            statement.setString(5, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public List<String> read(SessionId session) {
        String sql = "select id from words where session_id = ? order by n";
        try (PreparedStatement statement = connections.get().prepareStatement(sql)) {
            statement.setLong(1, session.value());
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() {
        String url =
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(address.host(), address.port(), address.database());
        try {
            return DriverManager.getConnection(url, address.user(), address.password());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
