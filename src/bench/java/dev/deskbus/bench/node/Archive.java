package dev.deskbus.bench.node;

import dev.deskbus.store.PgAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Words that were said long ago, by the million, in the sessions of settlers. */
public final class Archive {
    /** So many sessions share a transaction. */
    private static final int AT_ONCE = 1000;

    /** Each is the model's with another number, key and place. */
    private static final String SAY =
            """
            insert into session_event
                (session_id, seq, kind, sender, client_msg_id, body, at)
            select s.id, g.n, m.kind, 'client:' || s.client_id, gen_random_uuid()::text,
                   jsonb_set(m.body, '{seq}', to_jsonb(g.n)), m.at
            from unnest(?::bigint[]) as x (id)
            join chat_session s on s.id = x.id
            cross join (select * from session_event
                        where session_id = ? and kind = 'Said' limit 1) m
            cross join generate_series(2, ?) as g (n)
            """;

    /** They are not to be searched: taking them in would go on for long. */
    private static final String PASS =
            """
            update transcript_cursor c
            set up_to = last.id, settled = last.id, mark = last.id
            from (select max(id) as id from session_event) last
            """;

    private Archive() {}

    /** Fills these sessions up to so many events each; the model has said something. */
    public static void fill(PgAddress database, Visitor model, List<Visitor> visitors, int each)
            throws SQLException {
        try (Connection connection = Jdbc.connect(database);
                Statement statement = connection.createStatement();
                PreparedStatement say = connection.prepareStatement(SAY)) {
            connection.setAutoCommit(false);
            for (int from = 0; from < visitors.size(); from += AT_ONCE) {
                List<Visitor> some =
                        visitors.subList(from, Math.min(from + AT_ONCE, visitors.size()));
                Object[] sessions = some.stream().map(Visitor::session).toArray();
                say.setArray(1, connection.createArrayOf("bigint", sessions));
                say.setLong(2, model.session());
                say.setInt(3, each);
                say.executeUpdate();
                statement.executeUpdate(PASS);
                connection.commit();
            }
        }
    }

    /** As the server would by itself, sooner or later. */
    public static void tidy(PgAddress database) throws SQLException {
        Jdbc.run(database, "vacuum (analyze) session_event");
        Jdbc.run(database, "checkpoint");
    }
}
