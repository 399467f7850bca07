package dev.deskbus.store;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The directory as PostgreSQL has it; everything but passwords may be two seconds old. */
public final class PgAgentDirectory implements AgentDirectory {
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final String DEFAULT = "";

    private final Pg pg;
    private final ShortMemory<AgentId, Optional<Agent>> agents = new ShortMemory<>(LIFE);
    private final ShortMemory<Numbered, Optional<Agent>> numbered = new ShortMemory<>(LIFE);
    private final ShortMemory<QueueId, Optional<QueueRules>> queues = new ShortMemory<>(LIFE);
    private final ShortMemory<TenantId, List<RatingOption>> ratings = new ShortMemory<>(LIFE);
    private final ShortMemory<String, Optional<Integration>> integrations = new ShortMemory<>(LIFE);

    public PgAgentDirectory(Pg pg) {
        this.pg = pg;
    }

    private static final String AGENT =
            "select " + AgentRows.COLUMNS + " from agent a where a.id = $1";

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return agents.get(id, _ -> pg.one(AGENT, Tuple.of(id.value()), AgentRows::agent));
    }

    private static final String AGENT_BY_NUMBER =
            "select "
                    + AgentRows.COLUMNS
                    + " from agent a where a.tenant_id = $1 and a.number = $2 and a.number > 0";

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        return numbered.get(
                new Numbered(tenant, number),
                _ -> pg.one(AGENT_BY_NUMBER, Tuple.of(tenant.value(), number), AgentRows::agent));
    }

    private static final String HASH =
            "select password_hash from agent where id = $1 and password_hash is not null";

    @Override
    public Future<Optional<String>> findPasswordHash(AgentId id) {
        return pg.one(HASH, Tuple.of(id.value()), row -> row.getString("password_hash"));
    }

    private static final String QUEUE =
            "select " + QueueRows.COLUMNS + " from queue q where q.id = $1 and q.enabled";

    @Override
    public Future<Optional<QueueRules>> findQueue(QueueId id) {
        return queues.get(id, _ -> pg.one(QUEUE, Tuple.of(id.value()), QueueRows::rules));
    }

    private static final String RATINGS =
            "select id, name from rating_option where tenant_id = $1 order by id";

    @Override
    public Future<List<RatingOption>> findRatings(TenantId tenant) {
        return ratings.get(
                tenant,
                _ ->
                        pg.query(
                                RATINGS,
                                Tuple.of(tenant.value()),
                                row -> new RatingOption(row.getLong("id"), row.getString("name"))));
    }

    private static final String INTEGRATION =
            "select " + IntegrationRows.COLUMNS + " from integration i where i.name = $1";

    @Override
    public Future<Optional<Integration>> findIntegration(String name) {
        return name.equals(DEFAULT)
                ? Future.succeededFuture(Optional.empty())
                : integrations.get(
                        name,
                        _ -> pg.one(INTEGRATION, Tuple.of(name), IntegrationRows::integration));
    }

    private static final String DEFAULT_INTEGRATION =
            "select " + IntegrationRows.COLUMNS + " from integration i where i.is_default";

    @Override
    public Future<Integration> getDefaultIntegration() {
        return integrations
                .get(
                        DEFAULT,
                        _ ->
                                pg.one(
                                        DEFAULT_INTEGRATION,
                                        Tuple.tuple(),
                                        IntegrationRows::integration))
                .compose(
                        found ->
                                found.map(Future::succeededFuture)
                                        .orElseGet(
                                                () ->
                                                        Future.failedFuture(
                                                                new Refusal(
                                                                        ErrorCode.UNAVAILABLE,
                                                                        "no directory was"
                                                                                + " imported"))));
    }

    private record Numbered(TenantId tenant, long number) {}
}
