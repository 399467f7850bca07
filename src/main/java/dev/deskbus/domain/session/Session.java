package dev.deskbus.domain.session;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState.Closed;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole behaviour of a session, as pure functions.
 *
 * <pre>
 *           Say, Resume, Signal
 *                 ┌──────┐
 *                 │      ▼     Close by a participant or the system
 *   begin ──────▶ Open ─────────────────────────────────────────▶ Closed ──┐
 *                 │      ▲     Tick: silent for closeAfter, warned         │ Close by a participant
 *                 └──────┘                                           ▲     │ Tick
 *                Tick: silent for warnAfter (once)                   └─────┘
 * </pre>
 */
public final class Session {
    /** Why an idle session was closed, as its {@code Closed} event says. */
    public static final String IDLE = "idle";

    /** How long a message without a name of its own counts as said already (decision G-13). */
    public static final Duration REPEAT_WINDOW = Duration.ofMinutes(2);

    private static final String IDLE_WARNING = "会话长时间没有消息，即将自动关闭";

    private Session() {}

    /** A session before the first event of its log. */
    public static SessionState begin(Facts facts, Instant openedAt) {
        return new Open(facts, List.of(), 0, openedAt, false, Map.of());
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
            case Closed closed -> whenClosed(closed, command);
        };
    }

    /** The state after the event. Total: replaying a log never fails. */
    public static SessionState evolve(SessionState state, SessionEvent event) {
        return switch (state) {
            case Open open -> afterOpen(open, event);
            case Closed(var facts, var agents, var lastSeq, var by) ->
                    new Closed(facts, agents, Math.max(lastSeq, event.seq()), by);
        };
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
     * When the idle rule must be looked at again; empty for never. A word in the meantime can only
     * make it too early, never too late.
     */
    public static Optional<Instant> lookAgainAt(SessionState state, Instant now) {
        if (!(state instanceof Open open)) {
            return Optional.empty();
        }
        IdleRule idle = open.facts().idle();
        Instant silentFrom = open.warned() ? now : open.lastWordAt();
        return Stream.of(
                        after(silentFrom, idle.warnAfter()),
                        after(open.lastWordAt(), idle.closeAfter()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static List<SessionEvent> whileOpen(Open open, SessionCommand command, Instant now) {
        long seq = open.lastSeq() + 1;
        return switch (command) {
            case Say say -> {
                requirePart(open.facts(), open.agents(), say.speaker());
                requireText(say.message());
                yield List.of(
                        new Said(
                                seq,
                                now,
                                say.speaker(),
                                say.message(),
                                say.key(),
                                say.clientTime(),
                                say.extra()));
            }
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
            case Tick() -> whenSilent(open, now);
        };
    }

    private static List<SessionEvent> whenClosed(Closed closed, SessionCommand command) {
        return switch (command) {
            case Say say -> {
                requirePart(closed.facts(), closed.agents(), say.speaker());
                throw new Refusal(ErrorCode.SESSION_CLOSED, "the session is closed");
            }
            case Resume(var client, _, _) -> {
                requirePart(closed.facts(), closed.agents(), new Party.OfClient(client));
                throw new Refusal(ErrorCode.SESSION_CLOSED, "the session is closed");
            }
            case Signal(var by, _, _) -> {
                requirePart(closed.facts(), closed.agents(), by);
                throw new Refusal(ErrorCode.SESSION_CLOSED, "the session is closed");
            }
            case Close(_, var by, _) when by instanceof Party.OfSystem -> List.of();
            case Close(_, var by, _) when takesPart(closed.facts(), closed.agents(), by) ->
                    List.of();
            case Close _ -> throw new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session");
            case Tick() -> List.of();
        };
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

    private static SessionState afterOpen(Open open, SessionEvent event) {
        return switch (event) {
            case Said said -> afterWord(open, said);
            case AgentJoined(var seq, _, var agent) ->
                    withAgents(open, seq, with(open.agents(), agent));
            case AgentLeft(var seq, _, var agent) ->
                    withAgents(open, seq, without(open.agents(), agent));
            case ClientResumed(var seq, _, _, _, var target) ->
                    new Open(
                            open.facts().withTarget(target),
                            open.agents(),
                            seq,
                            open.lastWordAt(),
                            open.warned(),
                            open.recent());
            case IdleWarned(var seq, _, _) ->
                    new Open(
                            open.facts(),
                            open.agents(),
                            seq,
                            open.lastWordAt(),
                            true,
                            open.recent());
            case SessionEvent.Closed(var seq, _, var by, _) ->
                    new Closed(open.facts(), open.agents(), seq, by);
        };
    }

    private static Open afterWord(Open open, Said said) {
        Map<String, Heard> recent = new HashMap<>(open.recent());
        recent.values().removeIf(heard -> !isRecent(heard, said.at()));
        String key = said.key().recent();
        if (key != null) {
            recent.putIfAbsent(key, new Heard(said.seq(), said.at()));
        }
        Instant lastWordAt = said.at().isAfter(open.lastWordAt()) ? said.at() : open.lastWordAt();
        return new Open(open.facts(), open.agents(), said.seq(), lastWordAt, false, recent);
    }

    private static Open withAgents(Open open, long seq, List<AgentId> agents) {
        return new Open(open.facts(), agents, seq, open.lastWordAt(), open.warned(), open.recent());
    }

    private static boolean isRecent(Heard heard, Instant now) {
        return now.isBefore(heard.at().plus(REPEAT_WINDOW));
    }

    private static void requirePart(Facts facts, List<AgentId> agents, Party party) {
        if (!takesPart(facts, agents, party)) {
            throw new Refusal(ErrorCode.NOT_A_PARTICIPANT, "not a participant of the session");
        }
    }

    private static boolean takesPart(Facts facts, List<AgentId> agents, Party party) {
        return switch (party) {
            case Party.OfClient(var id) -> id.equals(facts.client());
            case Party.OfAgent(var id) -> agents.contains(id);
            case Party.OfSystem() -> false;
        };
    }

    private static void requireText(Message message) {
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

    private static List<AgentId> with(List<AgentId> agents, AgentId agent) {
        return agents.contains(agent)
                ? agents
                : Stream.concat(agents.stream(), Stream.of(agent)).toList();
    }

    private static List<AgentId> without(List<AgentId> agents, AgentId agent) {
        return agents.stream().filter(other -> !other.equals(agent)).toList();
    }
}
