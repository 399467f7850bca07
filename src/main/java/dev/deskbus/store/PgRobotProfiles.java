package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.port.RobotProfiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The robots' profiles in PostgreSQL; what it says may be some seconds old. */
public final class PgRobotProfiles implements RobotProfiles {
    private static final Duration LIFE = Duration.ofSeconds(10);

    private final Pg pg;
    private final ShortMemory<AgentId, RobotProfile> profiles = new ShortMemory<>(LIFE);
    private final ShortMemory<TenantId, Optional<AgentId>> firsts = new ShortMemory<>(LIFE);

    public PgRobotProfiles(Pg pg) {
        this.pg = pg;
    }

    private static final String PROFILE =
            """
            select agent_id, kind, fallback, threshold, url, model, key, prompt, timeout
            from robot
            where agent_id = $1
            """;

    @Override
    public Future<RobotProfile> getProfile(AgentId robot) {
        return profiles.get(
                robot,
                _ ->
                        pg.one(PROFILE, Tuple.of(robot.value()), PgRobotProfiles::profile)
                                .map(found -> found.orElseGet(() -> RobotProfile.usual(robot))));
    }

    private static final String FIRST =
            """
            select id from agent where tenant_id = $1 and role = 'ROBOT' and enabled
            order by id limit 1
            """;

    @Override
    public Future<Optional<AgentId>> findFirst(TenantId tenant) {
        return firsts.get(
                tenant,
                _ ->
                        pg.one(
                                FIRST,
                                Tuple.of(tenant.value()),
                                row -> new AgentId(row.getString("id"))));
    }

    private static RobotProfile profile(Row row) {
        return new RobotProfile(
                new AgentId(row.getString("agent_id")),
                row.getString("fallback"),
                row.getString("kind").equals("FAQ")
                        ? new RobotProfile.Faq(row.getDouble("threshold"))
                        : new RobotProfile.Http(
                                row.getString("url"),
                                row.getString("model"),
                                new RobotProfile.Key(row.getString("key")),
                                row.getString("prompt"),
                                Columns.millis(row, "timeout")));
    }
}
