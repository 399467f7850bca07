package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.AccessControl;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.util.Optional;

/** Token epochs and API keys in PostgreSQL; of a key only its digest is kept. */
public final class PgAccessControl implements AccessControl {
    private final Pg pg;
    private final byte[] ownKey;
    private final boolean hasOwnKey;

    /**
     * Knows the keys of the directory, and one more.
     *
     * @param ownKey of the tenant to which the default integration belongs; empty for none
     */
    public PgAccessControl(Pg pg, String ownKey) {
        this.pg = pg;
        this.ownKey = Digests.bytes(ownKey);
        this.hasOwnKey = !ownKey.isEmpty();
    }

    private static final String EPOCH = "select token_epoch from agent where id = $1";

    @Override
    public Future<Long> current(AgentId agent) {
        return pg.one(EPOCH, Tuple.of(agent.value()), row -> row.getLong("token_epoch"))
                .map(found -> found.orElse(0L));
    }

    private static final String REVOKE =
            """
            with revoked as (
                update agent a set token_epoch = a.token_epoch + 1
                from agent s
                where a.id = $1 and s.id = $2 and s.tenant_id = a.tenant_id
                  and s.role = 'SUPERVISOR'
                returning a.id, a.tenant_id)
            , audited as (
                insert into audit (tenant_id, actor, act, detail)
                select tenant_id, 'agent:' || $2, 'tokens revoked',
                       jsonb_build_object('agent', id)
                from revoked)
            select id from revoked
            """;

    @Override
    public Future<Boolean> revokeTokens(AgentId agent, AgentId supervisor) {
        return pg.one(
                        REVOKE,
                        Tuple.of(agent.value(), supervisor.value()),
                        row -> row.getString("id"))
                .map(Optional::isPresent);
    }

    private static final String TENANT =
            """
            select id from tenant where api_key_hash = $1
            union all
            select tenant_id from integration where is_default and $2
            limit 1
            """;

    @Override
    public Future<Optional<TenantId>> findTenant(String apiKey) {
        if (apiKey.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        boolean isOwn = hasOwnKey && MessageDigest.isEqual(Digests.bytes(apiKey), ownKey);
        return pg.one(
                TENANT,
                Tuple.of(Digests.hex(apiKey), isOwn),
                row -> new TenantId(row.getLong("id")));
    }
}
