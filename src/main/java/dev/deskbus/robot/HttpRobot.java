package dev.deskbus.robot;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.deskbus.breaker.Breaker;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.robot.RobotProfile.Http;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a chat completion endpoint. One that fails again and again is left alone for a while, each
 * robot's for itself: a question fails at once then. Safe for many threads.
 */
final class HttpRobot {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRobot.class);
    private static final long MOST_ENDPOINTS = 1_000;
    private static final Duration LATER = Duration.ofMillis(500);

    private final ChatCompletionPost post;
    private final LoadingCache<Endpoint, Breaker> breakers;

    HttpRobot(Vertx vertx, RobotRules rules) {
        this.post = new ChatCompletionPost(vertx, rules);
        this.breakers =
                Caffeine.newBuilder()
                        .maximumSize(MOST_ENDPOINTS)
                        .expireAfterAccess(Duration.ofHours(1))
                        .build(endpoint -> breaker(endpoint, rules));
    }

    /** A new URL or key is a new chance. */
    private record Endpoint(AgentId robot, Http mind) {}

    /** The endpoint's answer; fails when there is none, for whatever reason. */
    Future<Answer> ask(Question question, Http mind) {
        return breakers.get(new Endpoint(question.robot(), mind))
                .call(
                        () ->
                                post.post(mind, ChatCompletion.request(mind, question))
                                        .map(ChatCompletion::answer))
                .map(text -> new Answer(text, true));
    }

    private static Breaker breaker(Endpoint endpoint, RobotRules rules) {
        return new Breaker(
                "robot." + endpoint.robot().value(),
                endpoint.mind().timeout().plus(LATER),
                rules.failures(),
                rules.rest(),
                isAsked ->
                        tell(
                                endpoint,
                                isAsked
                                        ? "its endpoint answers again"
                                        : "its endpoint fails and is left alone"));
    }

    private static void tell(Endpoint endpoint, String what) {
        LOG.atWarn()
                .addKeyValue("robot", endpoint.robot())
                .addKeyValue("url", endpoint.mind().url())
                .log(what);
    }
}
