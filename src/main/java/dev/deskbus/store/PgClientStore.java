package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Clients and their tokens in PostgreSQL. */
public final class PgClientStore implements ClientStore {
    private final Pg pg;
    private final GroupedRead<TokenKey, Holder> holders;

    public PgClientStore(Pg pg) {
        this.pg = pg;
        this.holders = pg.grouped(holder -> Objects.requireNonNull(holder.key()), this::useTokens);
    }

    private static final String LOGIN =
            "select "
                    + Columns.CLIENT
                    + ", c.password_hash from client c where c.tenant_id = $1 and c.login_name = $2";

    @Override
    public Future<Optional<Login>> findLogin(TenantId tenant, String loginName) {
        return pg.one(
                LOGIN,
                Tuple.of(tenant.value(), loginName),
                row -> new Login(Columns.client(row), row.getString("password_hash")));
    }

    private static final String REGISTER =
            """
            insert into client as c (id, tenant_id, login_name, name, portrait)
            values (gen_random_uuid()::text, $1, $2, $3, $4)
            on conflict (tenant_id, login_name) where login_name is not null do update set
                name = coalesce(nullif(excluded.name, ''), c.name),
                portrait = coalesce(nullif(excluded.portrait, ''), c.portrait)
            returning
            """
                    + Columns.CLIENT;

    @Override
    public Future<Client> register(
            TenantId tenant, String loginName, String name, String portrait) {
        return pg.one(
                        REGISTER,
                        Tuple.of(tenant.value(), loginName, name, portrait),
                        Columns::client)
                .map(Optional::orElseThrow);
    }

    private static final String VISIT =
            """
            insert into client as c (id, tenant_id, visitor_id)
            values (gen_random_uuid()::text, $1, $2)
            on conflict (tenant_id, visitor_id) where visitor_id is not null
                do update set visitor_id = excluded.visitor_id
            returning
            """
                    + Columns.CLIENT;

    @Override
    public Future<Client> visit(TenantId tenant, String visitorId) {
        return pg.one(VISIT, Tuple.of(tenant.value(), visitorId), Columns::client)
                .map(Optional::orElseThrow);
    }

    private static final String MEET =
            """
            insert into client as c (id, tenant_id, name, portrait, wire, integration, outer_id,
                                     seen_at)
            values (gen_random_uuid()::text, $1, $2, $3, $4, $5, $6, clock_timestamp())
            on conflict (integration, wire, outer_id) where outer_id is not null do update set
                name = coalesce(nullif(excluded.name, ''), c.name),
                portrait = coalesce(nullif(excluded.portrait, ''), c.portrait),
                seen_at = excluded.seen_at
            returning
            """
                    + Columns.CLIENT;

    @Override
    public Future<Client> meet(TenantId tenant, OuterId outer, String name, String portrait) {
        Tuple values =
                Tuple.of(tenant.value(), name, portrait)
                        .addString(outer.wire().name())
                        .addString(outer.integration())
                        .addString(outer.id());
        return pg.one(MEET, values, Columns::client).map(Optional::orElseThrow);
    }

    /** Writes only when that gains ten seconds, as {@link #USE} does. */
    private static final String RECOGNISE =
            """
            with seen as (
                update client set seen_at = clock_timestamp()
                where integration = $1 and wire = $2 and outer_id = $3
                  and (seen_at is null or seen_at < clock_timestamp() - interval '10 seconds'))
            select
            """
                    + Columns.CLIENT
                    + " from client c where c.integration = $1 and c.wire = $2 and c.outer_id = $3";

    @Override
    public Future<Optional<Client>> recognise(OuterId outer) {
        Tuple values = Tuple.of(outer.integration(), outer.wire().name(), outer.id());
        return pg.one(RECOGNISE, values, Columns::client);
    }

    private static final String MET =
            "select c.wire, c.integration, c.outer_id, "
                    + Columns.CLIENT
                    + """
                     from (select * from client where id = $1 offset 0) c
                    where c.outer_id is not null
                    """;

    @Override
    public Future<Optional<Met>> findMet(ClientId client) {
        return pg.one(MET, Tuple.of(client.value()), PgClientStore::met);
    }

    /** The client's tokens that ran out go on the way. */
    private static final String ISSUE =
            """
            with over as (
                delete from client_token
                where client_id = $2 and expires_at <= clock_timestamp())
            insert into client_token (key, client_id, integration, whole_history, expires_at)
            values ($1, $2, $3, $4, clock_timestamp() + interval '24 hours')
            """;

    @Override
    public Future<Void> issueToken(TokenKey key, Grant grant) {
        return pg.execute(
                        ISSUE,
                        Tuple.of(
                                key.value(),
                                grant.client().value(),
                                grant.integration(),
                                grant.wholeHistory()))
                .mapEmpty();
    }

    /**
     * Writes only when that gains ten seconds, so that most uses write nothing; a client's last
     * sign of life is so known to ten seconds (decision V2-58). What another statement is just
     * extending needs no second time.
     */
    private static final String USE =
            """
            with due as materialized (
                select key from client_token
                where key = any ($1::text[]) and expires_at > clock_timestamp()
                  and expires_at < clock_timestamp() + interval '23 hours 59 minutes 50 seconds'
                order by key for no key update skip locked)
            , extended as (
                update client_token t set expires_at = clock_timestamp() + interval '24 hours'
                from due where t.key = due.key)
            select t.key, t.whole_history,
            """
                    + IntegrationRows.COLUMNS
                    + ", "
                    + Columns.CLIENT
                    + """
                     from client_token t
                    join client c on c.id = t.client_id
                    join integration i on i.name = t.integration
                    where t.key = any ($1::text[]) and t.expires_at > clock_timestamp()
                    """;

    @Override
    public Future<Optional<Holder>> useToken(TokenKey key) {
        return holders.find(key);
    }

    private Future<List<Holder>> useTokens(List<TokenKey> keys) {
        String[] values = keys.stream().map(TokenKey::value).toArray(String[]::new);
        return pg.query(USE, Tuple.tuple().addArrayOfString(values), PgClientStore::holder);
    }

    private static final String NAMED =
            """
            select id, login_name is not null or outer_id is not null as known
            from client where tenant_id = $1 and id = $2
            """;

    @Override
    public Future<Optional<Named>> findNamed(TenantId tenant, ClientId client) {
        return pg.one(
                NAMED,
                Tuple.of(tenant.value(), client.value()),
                row -> new Named(new ClientId(row.getString("id")), row.getBoolean("known")));
    }

    private static final String REVOKE =
            """
            delete from client_token where key = $1
            returning expires_at > clock_timestamp() as alive
            """;

    @Override
    public Future<Boolean> revokeToken(TokenKey key) {
        return pg.one(REVOKE, Tuple.of(key.value()), row -> row.getBoolean("alive"))
                .map(alive -> alive.orElse(false));
    }

    /** The ones that are too old go on the way. */
    private static final String USE_SIGNATURE =
            """
            with over as (
                delete from used_signature where digest in (
                    select digest from used_signature
                    where expires_at < clock_timestamp() - interval '10 minutes'
                    limit 100 for update skip locked))
            insert into used_signature (digest, expires_at) values ($1, $2)
            on conflict do nothing
            """;

    @Override
    public Future<Boolean> useSignature(String digest, Instant until) {
        return pg.execute(USE_SIGNATURE, Tuple.of(digest, Columns.time(until)))
                .map(written -> written > 0);
    }

    private static Met met(Row row) {
        return new Met(
                Columns.client(row),
                new OuterId(
                        Protocol.valueOf(row.getString("wire")),
                        row.getString("integration"),
                        row.getString("outer_id")));
    }

    private static Holder holder(Row row) {
        return new Holder(
                new TokenKey(row.getString("key")),
                Protocol.TPI_V2,
                Columns.client(row),
                IntegrationRows.integration(row),
                row.getBoolean("whole_history"));
    }
}
