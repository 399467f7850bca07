package dev.deskbus.actor.session;

import dev.deskbus.actor.session.SessionActor.World;
import dev.deskbus.bus.Addresses;
import dev.deskbus.deadline.Deadline;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Asked;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.port.Robot;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import dev.deskbus.port.Robot.Turn;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the robot of one session, one question at a time, while the session goes on; what it answers
 * comes back to the session as a word like any other. A question stays asked until its answer
 * stands in the log, so that whatever is lost on the way is asked for again.
 */
final class RobotTalk {
    private static final Logger LOG = LoggerFactory.getLogger(RobotTalk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TURNS = 20;

    private final SessionId id;
    private final World world;
    private final Duration patience;
    private final WishForPerson wish;
    private long underWay;
    private Instant askedAt = Instant.EPOCH;

    RobotTalk(SessionId id, World world) {
        this(id, world, PATIENCE);
    }

    RobotTalk(SessionId id, World world, Duration patience) {
        this.id = id;
        this.world = world;
        this.patience = patience;
        this.wish = new WishForPerson(id, world);
    }

    /** Asks the oldest question, unless it is being asked. */
    void look(SessionState state, Instant now) {
        if (state instanceof Open open && !open.asked().isEmpty() && !open.agents().isEmpty()) {
            Asked oldest = open.asked().getFirst();
            if (oldest.seq() != underWay || !now.isBefore(askedAt.plus(Session.ASK_AGAIN_AFTER))) {
                underWay = oldest.seq();
                askedAt = now;
                ask(open, oldest);
            }
        }
    }

    private void ask(Open open, Asked asked) {
        AgentId robot = open.agents().getFirst();
        granted(open, asked)
                .compose(
                        granted ->
                                granted.map(Future::succeededFuture)
                                        .orElseGet(() -> answer(open, robot, asked)))
                .onSuccess(words -> say(robot, asked, words));
    }

    /** Never fails: whoever cannot be put in the line is answered like anybody else. */
    private Future<Optional<Message.Text>> granted(Open open, Asked asked) {
        return WishForPerson.isOne(asked.text())
                ? wish.grant(open, asked).onFailure(this::warn).otherwise(Optional.empty())
                : Future.succeededFuture(Optional.empty());
    }

    private Future<Message.Text> answer(Open open, AgentId robot, Asked asked) {
        return world.store()
                .findLastSaid(id, asked.seq(), TURNS)
                .otherwise(List.of())
                .compose(before -> answer(question(open, robot, asked, before)));
    }

    /** Never fails. */
    private Future<Message.Text> answer(Question question) {
        return Deadline.within(
                        patience, Future.succeededFuture(question).compose(world.robot()::ask))
                .map(Answer::text)
                .map(words -> words.text().isBlank() ? Robot.FALLBACK : words)
                .onFailure(this::warn)
                .otherwise(Robot.FALLBACK);
    }

    private void say(AgentId robot, Asked asked, Message.Text words) {
        var say =
                new Say(
                        new Party.OfAgent(robot),
                        words,
                        Session.answerKey(asked.seq()),
                        null,
                        null);
        world.bus().tell(Addresses.session(id), say);
    }

    private Question question(Open open, AgentId robot, Asked asked, List<Said> before) {
        return new Question(
                open.facts().tenant(),
                robot,
                id,
                open.facts().client(),
                asked.text(),
                before.stream().flatMap(RobotTalk::turn).toList());
    }

    private static Stream<Turn> turn(Said said) {
        return said.message() instanceof Message.Text(var text, _)
                ? Stream.of(new Turn(said.speaker() instanceof Party.OfClient, text))
                : Stream.of();
    }

    private void warn(Throwable failure) {
        LOG.atWarn()
                .addKeyValue("session", id.value())
                .addKeyValue("why", failure.getClass().getSimpleName())
                .log("robot gave no answer");
    }
}
