package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.port.Robot;
import dev.deskbus.port.RobotProfiles;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what a test wants; one for the tenant, or none. */
final class FakeRobot implements Robot, RobotProfiles {
    final List<Question> asked = new CopyOnWriteArrayList<>();
    volatile Optional<AgentId> first = Optional.of(Demo.BOT.id());
    volatile Future<Answer> answer =
            Future.succeededFuture(new Answer(Message.Text.plain("hello"), true));

    @Override
    public Future<Answer> ask(Question question) {
        asked.add(question);
        return answer;
    }

    @Override
    public Future<RobotProfile> getProfile(AgentId robot) {
        return Future.succeededFuture(RobotProfile.usual(robot));
    }

    @Override
    public Future<Optional<AgentId>> findFirst(TenantId tenant) {
        return Future.succeededFuture(tenant.equals(Demo.MAIN) ? first : Optional.empty());
    }
}
