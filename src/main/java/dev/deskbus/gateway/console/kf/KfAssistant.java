package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.kf.KfRequests.GetAdvice;
import dev.deskbus.port.Robot;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import dev.deskbus.port.RobotProfiles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Advice of the tenant's first robot to an agent who talks (document section 16). The visitor never
 * hears of it (decision KF-31).
 */
final class KfAssistant {
    private final Robot robot;
    private final RobotProfiles robots;
    private final KfLists lists;
    private final KfConversations conversations;
    private final KfReplies replies;
    private final Duration patience;

    KfAssistant(
            KfPorts ports,
            KfLists lists,
            KfConversations conversations,
            KfReplies replies,
            Duration patience) {
        this.robot = ports.robot();
        this.robots = ports.robots();
        this.lists = lists;
        this.conversations = conversations;
        this.replies = replies;
        this.patience = patience;
    }

    /** What the robot would say; nothing when it is not sure, for its fallback is no advice. */
    Future<JsonObject> advise(Agent me, GetAdvice request) {
        return lists.resolve(me, request.whose())
                .compose(agent -> conversations.getTalk(agent.id(), request.user()))
                .compose(session -> ask(me, session, request))
                .map(answer -> replies.advice(answer.sure() ? List.of(answer.text()) : List.of()))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(
                        failure ->
                                failure instanceof TimeoutException
                                        ? Future.succeededFuture(replies.noAdviceInTime())
                                        : Future.failedFuture(failure));
    }

    private Future<Answer> ask(Agent me, SessionId session, GetAdvice request) {
        String text =
                request.query().stream().map(KfAssistant::words).collect(Collectors.joining("\n"));
        return robots.findFirst(me.tenant())
                .map(found -> found.orElseThrow(KfAssistant::noRobot))
                .compose(id -> robot.ask(question(me, id, session, request, text)));
    }

    private static Question question(
            Agent me, AgentId id, SessionId session, GetAdvice request, String text) {
        return new Question(me.tenant(), id, session, request.user(), text, List.of());
    }

    private static String words(Message message) {
        return switch (message) {
            case Message.Text text -> text.text();
            case Message.Media media -> media.url();
            case Message.Location location -> location.inWords();
            case Message.Notice notice -> notice.text();
        };
    }

    private static Refusal noRobot() {
        return new Refusal(ErrorCode.AGENT_UNKNOWN, "there is no robot");
    }
}
