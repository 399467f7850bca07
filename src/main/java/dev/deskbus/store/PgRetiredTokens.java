package dev.deskbus.store;

import dev.deskbus.port.RetiredTokens;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Exchanged tokens in PostgreSQL, by its clock. */
public final class PgRetiredTokens implements RetiredTokens {
    private final Pg pg;

    public PgRetiredTokens(Pg pg) {
        this.pg = pg;
    }

    /**
     * Forgets those on the way that nobody could use anyway; an hour more for clocks that differ.
     */
    private static final String RETIRE =
            """
            with forgotten as (
                delete from retired_token
                where expires_at < clock_timestamp() - interval '1 hour' and digest <> $1)
            insert into retired_token (digest, usable_until, expires_at)
            values ($1, clock_timestamp() + interval '60 seconds', $2)
            on conflict do nothing
            """;

    @Override
    public Future<Void> retire(String digest, Instant expiresAt) {
        return pg.execute(RETIRE, Tuple.of(digest, Columns.time(expiresAt))).mapEmpty();
    }

    private static final String IS_RETIRED =
            """
            select exists (select from retired_token
                           where digest = $1 and usable_until <= clock_timestamp()) as retired
            """;

    @Override
    public Future<Boolean> isRetired(String digest) {
        return pg.one(IS_RETIRED, Tuple.of(digest), row -> row.getBoolean("retired"))
                .map(found -> found.orElse(false));
    }
}
