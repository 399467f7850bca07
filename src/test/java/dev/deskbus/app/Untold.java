package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/** What a node leaves behind that dies between the commit and its push. */
final class Untold {
    private static final String UNTOLD =
            """
            insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
            select session_id, seq + 1, kind, sender, 'untold',
                   body || jsonb_build_object(
                       'seq', seq + 1,
                       'message', body -> 'message' || jsonb_build_object('text', 'untold')),
                   at
            from session_event where session_id = $1 order by seq desc limit 1
            """;

    private Untold() {}

    /** Repeats the last word of the session in its log, as "untold", and tells nobody. */
    static void log(int databasePort, long session) throws Exception {
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
            var inserted =
                    connection
                            .preparedQuery(UNTOLD)
                            .execute(Tuple.of(session))
                            .await(10, TimeUnit.SECONDS);
            assertThat(inserted.rowCount()).isEqualTo(1);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
