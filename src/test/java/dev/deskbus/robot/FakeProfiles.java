package dev.deskbus.robot;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.port.RobotProfiles;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Profiles in memory; they can be unreadable. */
final class FakeProfiles implements RobotProfiles {
    final Map<AgentId, RobotProfile> profiles = new ConcurrentHashMap<>();
    volatile boolean isDown;

    void has(RobotProfile profile) {
        profiles.put(profile.robot(), profile);
    }

    @Override
    public Future<RobotProfile> getProfile(AgentId robot) {
        return isDown
                ? Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "down"))
                : Future.succeededFuture(profiles.getOrDefault(robot, RobotProfile.usual(robot)));
    }

    @Override
    public Future<Optional<AgentId>> findFirst(TenantId tenant) {
        return Future.succeededFuture(Optional.of(Demo.BOT));
    }
}
