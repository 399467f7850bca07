package dev.deskbus.robot;

import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.Robot;
import dev.deskbus.port.RobotProfiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All robots of a node: asks each in its own way. Whatever goes wrong, the client gets the robot's
 * fallback, and the log neither the question nor a key.
 */
public final class Robots implements Robot {
    private static final Logger LOG = LoggerFactory.getLogger(Robots.class);

    private final RobotProfiles profiles;
    private final FaqRobot faq;
    private final HttpRobot http;
    private final RobotCounts counts;

    /** Robots with connections of their own; they close with {@code vertx}. */
    public Robots(
            Vertx vertx,
            RobotProfiles profiles,
            FaqRobot faq,
            RobotRules rules,
            RobotCounts counts) {
        this.profiles = profiles;
        this.faq = faq;
        this.http = new HttpRobot(vertx, rules);
        this.counts = counts;
    }

    @Override
    public Future<Answer> ask(Question question) {
        return Future.<Void>succeededFuture()
                .compose(_ -> profiles.getProfile(question.robot()))
                .otherwise(failure -> usual(question, failure))
                .compose(profile -> ask(question, profile))
                .onSuccess(answer -> counts.onAnswer(answer.sure()));
    }

    /** Never fails. */
    private Future<Answer> ask(Question question, RobotProfile profile) {
        return Future.<Void>succeededFuture()
                .compose(_ -> findAnswer(question, profile))
                .otherwise(
                        failure -> {
                            onFailure(question, failure);
                            return Optional.empty();
                        })
                .map(found -> found.orElseGet(() -> fallback(profile)));
    }

    private Future<Optional<Answer>> findAnswer(Question question, RobotProfile profile) {
        return switch (profile.mind()) {
            case RobotProfile.Faq mind -> faq.findAnswer(question, mind);
            case RobotProfile.Http mind -> http.ask(question, mind).map(Optional::of);
        };
    }

    private static Answer fallback(RobotProfile profile) {
        return new Answer(Message.Text.plain(profile.fallback()), false);
    }

    private RobotProfile usual(Question question, Throwable failure) {
        onFailure(question, failure);
        return RobotProfile.usual(question.robot());
    }

    private void onFailure(Question question, Throwable failure) {
        counts.onFailure();
        LOG.atWarn()
                .addKeyValue("robot", question.robot())
                .addKeyValue("session", question.session())
                .addKeyValue("kind", failure.getClass().getSimpleName())
                .addKeyValue("reason", failure.getMessage())
                .log("robot has no answer");
    }
}
