package dev.deskbus.app;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What stands in the log of a session. */
final class Committed {
    private static final String WORDS =
            """
            select seq, body -> 'message' ->> 'text' as text
            from session_event where session_id = $1 and kind = 'Said' order by seq
            """;

    private Committed() {}

    /** All words, each with its number. */
    static List<String> words(int databasePort, long session) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            PgConnection connection =
                    PgConnection.connect(
                                    vertx,
                                    PgConnectOptions.fromUri(
                                            "postgresql://postgres@127.0.0.1:"
                                                    + databasePort
                                                    + "/deskbus"))
                            .await(10, TimeUnit.SECONDS);
            List<String> words = new ArrayList<>();
            for (Row row :
                    connection
                            .preparedQuery(WORDS)
                            .execute(Tuple.of(session))
                            .await(10, TimeUnit.SECONDS)) {
                words.add(row.getLong("seq") + " " + row.getString("text"));
            }
            return words;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
