package dev.deskbus.domain.session;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Rate;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Closed;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.session.SessionState.Spoken;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.OrderedPMap;
import org.pcollections.TreePMap;

/**
 * The whole behaviour of a session, as pure functions. What an event does to it is {@link
 * SessionHistory}; what agents may do with it is {@link Acts}.
 *
 * <pre>
 *           Say, Resume, Signal, TakeOver, Rate,
 *           PushRating, Rebind, what agents do
 *                 ┌──────┐
 *                 │      ▼     Close by a participant or the system
 *   begin ──────▶ Open ─────────────────────────────────────────▶ Closed ──┐
 *                 │      ▲     Tick: silent for closeAfter, warned         │ Close by a participant
 *                 └──────┘                                           ▲     │ Rate, Tick
 *                Tick: silent for warnAfter (once)                   └─────┘
 * </pre>
 */
public final class Session {
    /** Why an idle session was closed, as its {@code Closed} event says. */
    public static final String IDLE = "idle";

    /** Why a session was closed whose client gave no sign of life while it waited in a line. */
    public static final String ABANDONED = "abandoned";

    /** How long a message without a name of its own counts as said already (decision G-13). */
    public static final Duration REPEAT_WINDOW = Duration.ofMinutes(2);

    /** How long an agent may take a word back, or say it otherwise (decisions, section 8). */
    public static final Duration SECOND_THOUGHTS = Duration.ofMinutes(2);

    /** How long after its end a session may be rated (decision V2-30). */
    public static final Duration RATING_WINDOW = Duration.ofDays(7);

    /** Longer than any robot may think. */
    public static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final String IDLE_WARNING = "会话长时间没有消息，即将自动关闭";

    private Session() {}

    /** A session before the first event of its log. */
    public static SessionState begin(Facts facts, Instant openedAt) {
        return new Open(
                facts,
                List.of(),
                0,
                openedAt,
                false,
                OrderedPMap.empty(),
                List.of(),
                null,
                List.of(),
                TreePMap.empty());
    }

    /**
     * What happens when the command meets the state; nothing when it has no effect. Throws a {@link
     * Refusal} when it may not.
     *
     * @param now by the database's clock
     */
    public static List<SessionEvent> decide(
            SessionState state, SessionCommand command, Instant now) {
        return switch (state) {
            case Open open -> whileOpen(open, command, now);
            case Closed closed -> whenClosed(closed, command, now);
        };
    }

    /** The state after the event. Total: replaying a log never fails. */
    public static SessionState evolve(SessionState state, SessionEvent event) {
        return SessionHistory.evolve(state, event);
    }

    /** The key of a robot's answer to the word of that number: said twice, it stands once. */
    public static MessageKey answerKey(long question) {
        return new MessageKey("robot-" + question, null);
    }

    /**
     * When the same participant's message stands in the log already because the same kind, client
     * time and content was said within {@link #REPEAT_WINDOW} (decision G-13): where.
     */
    public static Optional<Heard> repeatOf(SessionState state, Say say, Instant now) {
        String recent = say.key().recent();
        if (recent == null
                || !(state instanceof Open open)
                || !takesPart(open.facts(), open.agents(), say.speaker())) {
            return Optional.empty();
        }
        return Optional.ofNullable(open.recent().get(recent)).filter(heard -> isRecent(heard, now));
    }

    /**
     * When the idle rule, or a question that nobody has answered, must be looked at again; empty
     * for never: nobody is silent who waits in a line. A word in the meantime can only make it too
     * early, never too late, unless it is a question: then {@link #askAgainAt} says when.
     */
    public static Optional<Instant> lookAgainAt(SessionState state, Instant now) {
        if (!(state instanceof Open open) || open.waiting() != null) {
            return Optional.empty();
        }
        IdleRule idle = open.facts().idle();
        Instant silentFrom = open.warned() ? now : open.lastWordAt();
        return Stream.of(
                        after(silentFrom, idle.warnAfter()),
                        after(open.lastWordAt(), idle.closeAfter()),
                        askAgainAt(open, now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /**
     * When to ask the robot again, should this node have ended before it answered; empty when
     * nothing is asked.
     */
    public static Optional<Instant> askAgainAt(SessionState state, Instant now) {
        return state instanceof Open open && !open.asked().isEmpty()
                ? Optional.of(now.plus(ASK_AGAIN_AFTER))
                : Optional.empty();
    }

    private static List<SessionEvent> whileOpen(Open open, SessionCommand command, Instant now) {
        long seq = open.lastSeq() + 1;
        return switch (command) {
            case Say say -> List.of(said(open, say, now));
            case Close(_, var by, var reason) -> {
                if (!(by instanceof Party.OfSystem)) {
                    requirePart(open.facts(), open.agents(), by);
                }
                yield List.of(new SessionEvent.Closed(seq, now, by, reason));
            }
            case Resume(var client, var token, var target) -> {
                requirePart(open.facts(), open.agents(), new Party.OfClient(client));
                yield List.of(new ClientResumed(seq, now, client, token, target));
            }
            case Signal(var by, _, _) -> {
                requirePart(open.facts(), open.agents(), by);
                yield List.of();
            }
            case TakeOver takeOver -> takenOver(open, takeOver, now);
            case Rate rate -> List.of(rated(open, rate, now));
            case PushRating(var id, var by) -> {
                requirePart(open.facts(), open.agents(), new Party.OfAgent(by));
                yield List.of(new RatingPushed(seq, now, id, by));
            }
            case Rebind rebind -> rebound(open, rebind, now);
            case Read(var by) -> {
                requirePart(open.facts(), open.agents(), new Party.OfAgent(by));
                yield List.of();
            }
            case Acting acting -> Acts.whileOpen(open, acting, now);
            case Tick() -> open.waiting() == null ? whenSilent(open, now) : List.of();
        };
    }

    private static List<SessionEvent> whenClosed(
            Closed closed, SessionCommand command, Instant now) {
        return switch (command) {
            case Say say -> throw over(closed, say.speaker());
            case Resume resume -> throw over(closed, new Party.OfClient(resume.client()));
            case Signal signal -> throw over(closed, signal.by());
            case PushRating pushing -> throw over(closed, new Party.OfAgent(pushing.by()));
            case Rebind rebind -> throw over(closed, new Party.OfClient(rebind.from()));
            case Read(var by) -> throw over(closed, new Party.OfAgent(by));
            case Acting acting when acting.act().isSupervision() -> throw closed();
            case Acting acting -> throw over(closed, new Party.OfAgent(acting.act().by()));
            case Close(_, var by, _) when by instanceof Party.OfSystem -> List.of();
            case Close(_, var by, _) when takesPart(closed.facts(), closed.agents(), by) ->
                    List.of();
            case Close _ -> throw new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session");
            case Rate rate when now.isBefore(closed.at().plus(RATING_WINDOW)) ->
                    List.of(rated(closed, rate, now));
            case Rate _ -> throw new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session");
            case TakeOver _, Tick _ -> List.of();
        };
    }

    private static Said said(Open open, Say say, Instant now) {
        requirePart(open.facts(), open.agents(), say.speaker());
        requireText(say.message());
        return new Said(
                open.lastSeq() + 1,
                now,
                say.speaker(),
                say.message(),
                say.key(),
                say.clientTime(),
                say.extra());
    }

    /**
     * A robot is followed by a person once, and who waits in a line is given away once by that very
     * request; whatever else is told is old.
     */
    private static List<SessionEvent> takenOver(Open open, TakeOver command, Instant now) {
        boolean isWaitedFor =
                open.facts().kind() == SessionKind.ROBOT
                        || command.request().equals(open.waiting());
        if (!isWaitedFor || command.kind() == SessionKind.ROBOT) {
            return List.of();
        }
        return List.of(
                new SessionTransferred(
                        open.lastSeq() + 1,
                        now,
                        command.agent(),
                        command.queue(),
                        command.kind(),
                        command.idle()));
    }

    private static Rated rated(SessionState state, Rate command, Instant now) {
        if (!command.client().equals(state.facts().client())) {
            throw stranger();
        }
        return new Rated(
                state.lastSeq() + 1, now, command.client(), command.key(), command.rating());
    }

    private static List<SessionEvent> rebound(Open open, Rebind command, Instant now) {
        requirePart(open.facts(), open.agents(), new Party.OfClient(command.from()));
        return command.from().equals(command.to())
                ? List.of()
                : List.of(
                        new ClientChanged(
                                open.lastSeq() + 1,
                                now,
                                command.from(),
                                command.to(),
                                command.token()));
    }

    /** Warns before it closes, however late the clock came. */
    private static List<SessionEvent> whenSilent(Open open, Instant now) {
        IdleRule idle = open.facts().idle();
        Duration silence = Duration.between(open.lastWordAt(), now);
        long seq = open.lastSeq() + 1;
        if (!open.warned() && isReached(idle.warnAfter(), silence)) {
            return List.of(new IdleWarned(seq, now, IDLE_WARNING));
        }
        if (isReached(idle.closeAfter(), silence)) {
            return List.of(new SessionEvent.Closed(seq, now, new Party.OfSystem(), IDLE));
        }
        return List.of();
    }

    static boolean isFresh(Spoken word, Instant now) {
        return now.isBefore(word.at().plus(SECOND_THOUGHTS));
    }

    static boolean isRecent(Heard heard, Instant now) {
        return now.isBefore(heard.at().plus(REPEAT_WINDOW));
    }

    private static void requirePart(Facts facts, List<AgentId> agents, Party party) {
        if (!takesPart(facts, agents, party)) {
            throw stranger();
        }
    }

    static Refusal stranger() {
        return new Refusal(ErrorCode.NOT_A_PARTICIPANT, "not a participant of the session");
    }

    /** What somebody hears who took part, when it is too late. */
    private static Refusal over(Closed closed, Party party) {
        requirePart(closed.facts(), closed.agents(), party);
        return closed();
    }

    private static Refusal closed() {
        return new Refusal(ErrorCode.SESSION_CLOSED, "the session is closed");
    }

    private static boolean takesPart(Facts facts, List<AgentId> agents, Party party) {
        return switch (party) {
            case Party.OfClient(var id) -> id.equals(facts.client());
            case Party.OfAgent(var id) -> agents.contains(id);
            case Party.OfSystem() -> false;
        };
    }

    static void requireText(Message message) {
        if (message instanceof Message.Text(var text, _) && text.isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "the text is empty");
        }
    }

    private static boolean isReached(Duration limit, Duration silence) {
        return isSet(limit) && silence.compareTo(limit) >= 0;
    }

    private static boolean isSet(Duration limit) {
        return limit.isPositive();
    }

    private static Optional<Instant> after(Instant from, Duration limit) {
        return isSet(limit) ? Optional.of(from.plus(limit)) : Optional.empty();
    }
}
