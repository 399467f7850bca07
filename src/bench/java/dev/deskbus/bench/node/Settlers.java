package dev.deskbus.bench.node;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Visitors in open sessions by the tens of thousands, written as rows that differ from those of a
 * session that came about in the usual way only by who takes part.
 */
public final class Settlers {
    private static final int AT_ONCE = 5000;

    private static final String NUMBERS =
            "select nextval('session_id'), nextval('request_id') from generate_series(1, ?)";

    private static final String NEW =
            """
            create temporary table settler (
                n int, session bigint, request bigint, shard int, client text, key text,
                agent text)
            """;

    private static final String ADD = "insert into settler values (?, ?, ?, ?, ?, ?, ?)";

    /** Each copies the row of the session that is the model. */
    private static final List<String> COPIES =
            List.of(
                    """
                    insert into client (id, tenant_id, name)
                    select x.client, m.tenant_id, 'settler ' || x.session
                    from settler x, chat_session m where m.id = %1$d
                    """,
                    """
                    insert into client_token (key, client_id, integration, whole_history, expires_at)
                    select x.key, x.client, t.integration, t.whole_history,
                           clock_timestamp() + interval '24 hours'
                    from settler x, chat_session m join client_token t on t.key = m.token_key
                    where m.id = %1$d
                    """,
                    """
                    insert into chat_request
                    select (jsonb_populate_record(r, jsonb_build_object(
                               'id', x.request, 'command_id', 'settler-' || x.request,
                               'client_id', x.client, 'token_key', x.key,
                               'session_id', x.session, 'agent_id', x.agent,
                               'order_no', x.request))).*
                    from settler x, chat_session m join chat_request r on r.id = m.request_id
                    where m.id = %1$d
                    """,
                    """
                    insert into chat_session
                    select (jsonb_populate_record(m, jsonb_build_object(
                               'id', x.session, 'request_id', x.request, 'client_id', x.client,
                               'token_key', x.key, 'shard', x.shard))).*
                    from settler x, chat_session m where m.id = %1$d
                    """,
                    """
                    insert into session_agent (session_id, agent_id, joined_at)
                    select x.session, x.agent, m.opened_at
                    from settler x, chat_session m where m.id = %1$d
                    """,
                    """
                    insert into session_event
                        (session_id, seq, kind, sender, client_msg_id, body, at)
                    select x.session, 1, e.kind, 'agent:' || x.agent, 'event.' || x.request,
                           jsonb_set(e.body, '{agent,value}', to_jsonb(x.agent)), e.at
                    from settler x, session_event e where e.session_id = %1$d and e.seq = 1
                    """,
                    """
                    update agent_slot s set session_id = x.session
                    from (select session, agent,
                                 row_number() over (partition by agent order by n) as place
                          from settler) x
                    join (select agent_id, slot_no,
                                 row_number() over (partition by agent_id order by slot_no)
                                     as place
                          from agent_slot where session_id is null) f
                        on f.agent_id = x.agent and f.place = x.place
                    where s.agent_id = f.agent_id and s.slot_no = f.slot_no
                    """);

    private Settlers() {}

    /** So many, spread over those agents, like the one whose session is the model. */
    public static List<Visitor> settle(
            PgAddress database, Visitor model, List<String> agents, int count) throws SQLException {
        List<Visitor> all = new ArrayList<>();
        try (Connection connection = Jdbc.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(NEW);
            while (all.size() < count) {
                List<Visitor> some =
                        name(connection, agents, Math.min(AT_ONCE, count - all.size()));
                for (String copy : COPIES) {
                    statement.executeUpdate(copy.formatted(model.session()));
                }
                statement.executeUpdate("truncate settler");
                connection.commit();
                all.addAll(some);
            }
            statement.execute("drop table settler");
            connection.commit();
        }
        return all;
    }

    private static List<Visitor> name(Connection connection, List<String> agents, int count)
            throws SQLException {
        List<Visitor> some = new ArrayList<>();
        try (PreparedStatement numbers = connection.prepareStatement(NUMBERS);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            numbers.setInt(1, count);
            ResultSet rows = numbers.executeQuery();
            while (rows.next()) {
                Visitor visitor =
                        new Visitor(
                                UUID.randomUUID().toString(),
                                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                                rows.getLong(2),
                                rows.getLong(1),
                                agents.get(some.size() % agents.size()));
                some.add(visitor);
                add(add, some.size(), visitor);
            }
            add.executeBatch();
        }
        return some;
    }

    private static void add(PreparedStatement add, int place, Visitor visitor) throws SQLException {
        add.setInt(1, place);
        add.setLong(2, visitor.session());
        add.setLong(3, visitor.request());
        add.setInt(4, Shard.of(new SessionId(visitor.session())).number());
        add.setString(5, visitor.client());
        add.setString(6, Sha256.hex(visitor.token()));
        add.setString(7, visitor.agent());
        add.addBatch();
    }
}
