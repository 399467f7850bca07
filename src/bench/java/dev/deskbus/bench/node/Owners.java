package dev.deskbus.bench.node;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Reads from the database who owns which sessions. */
public final class Owners {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = 200_000_000;

    private static final String SHARDS =
            "select s.id from shard s join node n on n.id = s.owner where n.host = ?";

    private final PgAddress database;

    /** Of that database. */
    public Owners(PgAddress database) {
        this.database = database;
    }

    /** Waits until that server owns about its share of the shards. */
    public void awaitShare(Server server, int nodes) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (shards(server).size() < Shard.COUNT * 3 / (4 * nodes)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the new node got too few shards");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Those whose sessions live there. */
    public List<Visitor> at(Server server, List<Visitor> visitors) throws SQLException {
        Set<Integer> shards = shards(server);
        return visitors.stream()
                .filter(v -> shards.contains(Shard.of(new SessionId(v.session())).number()))
                .toList();
    }

    private Set<Integer> shards(Server server) throws SQLException {
        try (Connection connection = Jdbc.connect(database);
                PreparedStatement statement = connection.prepareStatement(SHARDS)) {
            statement.setString(1, "127.0.0.1:" + server.port());
            Set<Integer> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
            return found;
        }
    }
}
