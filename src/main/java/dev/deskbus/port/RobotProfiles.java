package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import io.vertx.core.Future;
import java.util.Optional;

/** How robots answer, as the directory has it. Cached for a while. */
public interface RobotProfiles {
    /** The robot's profile; the usual one when the directory has none. */
    Future<RobotProfile> getProfile(AgentId robot);

    /** The first robot of the tenant by its login, that is enabled. */
    Future<Optional<AgentId>> findFirst(TenantId tenant);
}
