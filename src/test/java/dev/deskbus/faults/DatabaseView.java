package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Dump.Outgoing;
import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Dump.Session;
import dev.deskbus.faults.Dump.Slot;
import dev.deskbus.faults.Dump.TakenOffer;
import dev.deskbus.faults.Dump.Write;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what the checker needs from PostgreSQL, past the product. */
final class DatabaseView {
    private static final int LOOKS_AT_THE_CLOCK = 5;

    private final String url;

    DatabaseView(int port) {
        url =
                "jdbc:postgresql://127.0.0.1:"
                        + port
                        + "/deskbus?user=postgres&socketTimeout=3&loginTimeout=2";
    }

    /** One row as something. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    static <T> List<T> all(Connection connection, String sql, Reader<T> reader)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return all(connection, sql, row -> row.getLong(1)).getFirst();
        }
    }

    /** The database's own clock. */
    double secondsOfDatabase() throws SQLException {
        try (Connection connection = connect()) {
            return all(
                            connection,
                            "select extract(epoch from clock_timestamp())",
                            row -> row.getDouble(1))
                    .getFirst();
        }
    }

    /** In seconds, from its event to its end, of those whose event came after that. */
    double slowestCallback(double after) throws SQLException {
        try (Connection connection = connect()) {
            return all(
                            connection,
                            "select coalesce(max(extract(epoch from settled_at - created_at)), 0)"
                                    + " from callback where extract(epoch from created_at) >= "
                                    + after,
                            row -> row.getDouble(1))
                    .getFirst();
        }
    }

    Sample sample(Connection connection) throws SQLException {
        Map<Long, String> states = new HashMap<>();
        all(
                        connection,
                        "select id, status from chat_request where status = 'WAITING' or ended_at >"
                                + " clock_timestamp() - interval '3 seconds'",
                        row -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return new Sample(
                System.nanoTime(),
                all(
                        connection,
                        "select id, coalesce(owner, ''), epoch from shard order by id",
                        row -> new Sample.Owned(row.getInt(1), row.getString(2), row.getLong(3))),
                slots(connection),
                states);
    }

    Dump dump() throws SQLException {
        try (Connection connection = connect()) {
            long offset = offset(connection);
            return new Dump(
                    events(connection, offset),
                    requests(connection, offset),
                    sessions(connection),
                    slots(connection),
                    callbacks(connection),
                    writes(connection),
                    takenOffers(connection, offset),
                    unheard(connection),
                    capacities(connection));
        }
    }

    /** What has to be added to a time of the database to get one of the test. */
    private static long offset(Connection connection) throws SQLException {
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < LOOKS_AT_THE_CLOCK; i++) {
            long before = System.nanoTime();
            long now =
                    all(connection, "select " + nanos("clock_timestamp()"), row -> row.getLong(1))
                            .getFirst();
            long after = System.nanoTime();
            if (after - before < best) {
                best = after - before;
                offset = before + best / 2 - now;
            }
        }
        return offset;
    }

    private static String nanos(String time) {
        return "(extract(epoch from " + time + ") * 1000000)::bigint * 1000";
    }

    private static long time(ResultSet row, String column, long offset) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? 0 : time + offset;
    }

    private static List<Slot> slots(Connection connection) throws SQLException {
        return all(
                connection,
                "select agent_id, slot_no, coalesce(session_id, 0) from agent_slot",
                row -> new Slot(row.getString(1), row.getInt(2), row.getLong(3)));
    }

    private static List<Event> events(Connection connection, long offset) throws SQLException {
        return all(
                connection,
                """
                select session_id, seq, id, kind, sender,
                       coalesce(body -> 'message' ->> 'text', '') as text,
                       coalesce(body -> 'agent' ->> 'value', '') as agent,
                """
                        + nanos("stored_at")
                        + " as stored from session_event order by session_id, seq",
                row ->
                        new Event(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                time(row, "stored", offset)));
    }

    private static List<Request> requests(Connection connection, long offset) throws SQLException {
        return all(
                connection,
                """
                select id, queue_id, order_no, client_id, status, coalesce(agent_id, ''),
                       coalesce(session_id, 0),
                """
                        + nanos("created_at")
                        + " as created, "
                        + nanos("expires_at")
                        + " as expires, "
                        + nanos("ended_at")
                        + " as ended from chat_request order by id",
                row ->
                        new Request(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7),
                                time(row, "created", offset),
                                time(row, "expires", offset),
                                time(row, "ended", offset)));
    }

    private static List<TakenOffer> takenOffers(Connection connection, long offset)
            throws SQLException {
        return all(
                connection,
                "select request, offer, asked, taker, "
                        + nanos("expires_at")
                        + " as expires, "
                        + nanos("taken_at")
                        + " as taken from taken_offer order by n",
                row ->
                        new TakenOffer(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                time(row, "expires", offset),
                                time(row, "taken", offset)));
    }

    private static Set<String> unheard(Connection connection) throws SQLException {
        return Set.copyOf(
                all(
                        connection,
                        """
                        select distinct m.body ->> 'text' from request_message m
                        join chat_request r on r.id = m.request_id and r.status <> 'ACCEPTED'
                        """,
                        row -> row.getString(1)));
    }

    private static List<Session> sessions(Connection connection) throws SQLException {
        return all(
                connection,
                """
                select id, client_id, state, request_id,
                       coalesce(closed_by::text like '%' || client_id || '%', false)
                from chat_session order by id
                """,
                row ->
                        new Session(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getBoolean(5)));
    }

    private static List<Outgoing> callbacks(Connection connection) throws SQLException {
        return all(
                connection,
                """
                select n, lane, kind, state, attempt, coalesce((body -> 'session' ->> 'value')::bigint, 0),
                       coalesce((body ->> 'seq')::bigint, 0)
                from callback order by n
                """,
                row ->
                        new Outgoing(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getInt(5),
                                row.getLong(6),
                                row.getLong(7)));
    }

    private static List<Write> writes(Connection connection) throws SQLException {
        return all(
                connection,
                "select what, id, writer, owner, epoch from written_by order by n",
                row ->
                        new Write(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5)));
    }

    private static Map<String, Integer> capacities(Connection connection) throws SQLException {
        Map<String, Integer> capacities = new HashMap<>();
        all(
                        connection,
                        "select id, capacity from agent",
                        row -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(entry -> capacities.put(entry.getKey(), entry.getValue()));
        return capacities;
    }
}
