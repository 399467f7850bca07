package dev.deskbus.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Rate;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sessions for tests: warned after ten minutes, closed after twenty. */
public final class SessionFixture {
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    public static final ClientId LORI = new ClientId("lori");
    public static final AgentId ANN = new AgentId("ANN");
    public static final AgentId BOB = new AgentId("BOB");
    public static final AgentId BOT = new AgentId("BOT");
    public static final IdleRule PEOPLES_IDLE =
            new IdleRule(Duration.ofMinutes(1), Duration.ofMinutes(2));
    public static final Party CLIENT = new Party.OfClient(LORI);
    public static final Party SYSTEM = new Party.OfSystem();
    public static final CallbackTarget TARGET =
            new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:1/x", "demo");
    public static final IdleRule IDLE =
            new IdleRule(Duration.ofMinutes(10), Duration.ofMinutes(20));

    private SessionFixture() {}

    public static Facts facts(IdleRule idle, CallbackTarget target) {
        return new Facts(
                new SessionId(96),
                new TenantId(1),
                new QueueId(1),
                SessionKind.HUMAN,
                LORI,
                idle,
                target);
    }

    /** A robot has just begun to answer. */
    public static SessionState talkingToRobot() {
        Facts facts =
                new Facts(
                        new SessionId(96),
                        new TenantId(1),
                        new QueueId(3),
                        SessionKind.ROBOT,
                        LORI,
                        IDLE,
                        TARGET);
        return Session.evolve(Session.begin(facts, NOON), new AgentJoined(1, NOON, BOT));
    }

    /** The person's queue has rules of its own. */
    public static TakeOver takeOver(AgentId agent) {
        return new TakeOver(
                new RequestId(7), agent, new QueueId(1), SessionKind.HUMAN, PEOPLES_IDLE);
    }

    public static Rate rate(long rating) {
        return new Rate(
                new MessageKey("rate-" + rating, null), LORI, new Rating(rating, "good", null));
    }

    /** The robot's answer to the word of that number. */
    public static Say answer(long question, String text) {
        return say(agent(BOT), text, Session.answerKey(question));
    }

    /** Ann has just joined. */
    public static SessionState talking() {
        return talking(facts(IDLE, TARGET));
    }

    public static SessionState talking(Facts facts) {
        return Session.evolve(Session.begin(facts, NOON), new AgentJoined(1, NOON, ANN));
    }

    public static Party agent(AgentId id) {
        return new Party.OfAgent(id);
    }

    public static Say say(Party speaker, String text) {
        return say(speaker, text, new MessageKey("key-" + text.hashCode(), null));
    }

    public static Say say(Party speaker, String text, MessageKey key) {
        return new Say(speaker, Message.Text.plain(text), key, null, null);
    }

    public static Said said(long seq, Instant at, Say say) {
        return new Said(
                seq, at, say.speaker(), say.message(), say.key(), say.clientTime(), say.extra());
    }

    public static Close close(Party by, String reason) {
        return new Close(new CommandId("c1"), by, reason);
    }

    static Given given(SessionState start, SessionEvent... history) {
        SessionState state = start;
        for (SessionEvent event : history) {
            state = Session.evolve(state, event);
        }
        return new Given(state);
    }

    record Given(SessionState state) {
        When when(SessionCommand command) {
            return when(command, Duration.ZERO);
        }

        When when(SessionCommand command, Duration afterNoon) {
            return new When(state, command, NOON.plus(afterNoon));
        }
    }

    record When(SessionState state, SessionCommand command, Instant now) {
        void then(SessionEvent... expected) {
            List<SessionEvent> events = Session.decide(state, command, now);
            assertThat(events).containsExactly(expected);
        }

        void thenRefused(ErrorCode code) {
            assertThatThrownBy(() -> Session.decide(state, command, now))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
        }
    }
}
