package dev.deskbus.domain.callback;

import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.Move;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a third party must be told when something happened. Without a target: nothing. */
public final class Outbox {
    /** What a client is told when its session was closed for silence. */
    public static final String IDLE_CLOSE = "会话长时间没有消息，已自动关闭";

    private Outbox() {}

    /**
     * What follows from an event in a session.
     *
     * @param before the session just before the event
     */
    public static List<OutboxEntry> of(SessionState before, SessionEvent event) {
        return before instanceof Open open
                ? addressed(target(open, event), inSession(open, event))
                : List.of();
    }

    /** What follows from the end of a request; the client's own cancelling is no news (V2-19). */
    public static List<OutboxEntry> of(Waiting waiting, RequestEnded event) {
        return event.status() == RequestStatus.CANCELED_BY_CLIENT
                ? List.of()
                : statusOf(waiting, event.status(), 0);
    }

    /** The request's place in the line, from 1 (decision V2-47). */
    public static List<OutboxEntry> ofPosition(Waiting waiting, int position) {
        return statusOf(waiting, RequestStatus.WAITING, position);
    }

    /** Of a request that an agent made its client has never heard (docs/decisions/0070). */
    private static List<OutboxEntry> statusOf(Waiting waiting, RequestStatus status, int position) {
        return waiting.isGivenBack()
                ? List.of()
                : addressed(
                        waiting.origin().target(),
                        Stream.of(
                                new RequestStatusChanged(
                                        waiting.origin().client(),
                                        waiting.id(),
                                        status,
                                        position,
                                        waiting.origin().session())));
    }

    private static Stream<Callback> inSession(Open open, SessionEvent event) {
        return switch (event) {
            case Said said -> afterWord(open, said);
            case AgentJoined _ when open.lastSeq() == 0 -> Stream.of();
            case AgentJoined(_, _, var agent, _) ->
                    Stream.of(agentsChanged(open, event, new Move(Move.Kind.INVITE, agent)));
            case AgentLeft(_, _, var agent, _) ->
                    Stream.of(agentsChanged(open, event, new Move(Move.Kind.LEFT, agent)));
            case ClientResumed resumed -> resumed(open, resumed);
            case IdleWarned(_, _, var text) ->
                    Stream.of(notice(open, event, new Notice(Notice.IDLE_WARNING, text)));
            case SessionTransferred transferred ->
                    Stream.of(
                            agentsChanged(
                                    open, event, new Move(Move.Kind.TRANSFER, transferred.to())));
            case SessionGivenBack _ -> Stream.of(agentsChanged(open, event, null));
            case RatingPushed pushed ->
                    Stream.of(
                            new Callback.RatingPushed(
                                    open.facts().client(), open.facts().id(), pushed.by()));
            case MessageRevoked(_, var at, var of, var act) ->
                    Stream.of(corrected(open, act, new Notice(Notice.REVOKE, ""), of, at));
            case MessageEdited(_, var at, var of, var message, var act) ->
                    Stream.of(corrected(open, act, message, of, at));
            case Rated _, ClientChanged _, Whispered _, WatchChanged _ -> Stream.of();
            case Closed closed -> afterClose(open, closed);
        };
    }

    /** Who comes back is told there, and from then on. */
    private static @Nullable CallbackTarget target(Open open, SessionEvent event) {
        CallbackTarget target = event instanceof ClientResumed resumed ? resumed.target() : null;
        return target == null ? open.facts().target() : target;
    }

    /** Decision V2-12; nothing to go on with while no agent is there. */
    private static Stream<Callback> resumed(Open open, ClientResumed resumed) {
        return open.agents().stream()
                .limit(1)
                .map(
                        agent ->
                                new SessionStarted(
                                        open.facts().client(),
                                        open.facts().id(),
                                        agent,
                                        true,
                                        resumed.at()));
    }

    private static Stream<Callback> afterWord(Open open, Said said) {
        return switch (said.speaker()) {
            case Party.OfClient _ -> Stream.of();
            case Party.OfAgent(var agent) -> Stream.of(sent(open, said, agent));
            case Party.OfSystem() -> Stream.of(sent(open, said, null));
        };
    }

    private static Stream<Callback> afterClose(Open open, Closed closed) {
        return switch (closed.by()) {
            case Party.OfClient _ -> Stream.of();
            case Party.OfAgent(var agent) -> Stream.of(sessionClosed(open, closed, agent));
            case Party.OfSystem() when closed.reason().equals(Session.IDLE) ->
                    Stream.of(
                            notice(open, closed, new Notice(Notice.IDLE_CLOSE, IDLE_CLOSE)),
                            sessionClosed(open, closed, lastAgent(open)));
            case Party.OfSystem() -> Stream.of(sessionClosed(open, closed, lastAgent(open)));
        };
    }

    private static Callback sent(Open open, Said said, @Nullable AgentId agent) {
        return new MessageSent(
                open.facts().client(),
                open.facts().id(),
                agent,
                said.message(),
                said.seq(),
                said.at());
    }

    /** With the number of the word itself, so that receivers find which one is meant. */
    private static Callback corrected(Open open, Act act, Message message, long of, Instant at) {
        return new MessageSent(open.facts().client(), open.facts().id(), act.by(), message, of, at);
    }

    private static Callback notice(Open open, SessionEvent event, Notice notice) {
        return new MessageSent(
                open.facts().client(), open.facts().id(), null, notice, event.seq(), event.at());
    }

    private static Callback agentsChanged(Open open, SessionEvent event, @Nullable Move move) {
        List<AgentId> agents =
                Session.evolve(open, event) instanceof Open after ? after.agents() : List.of();
        return new AgentsChanged(open.facts().client(), open.facts().id(), agents, move);
    }

    private static Callback sessionClosed(Open open, Closed closed, @Nullable AgentId agent) {
        return new SessionClosed(
                open.facts().client(), open.facts().id(), agent, closed.reason(), closed.at());
    }

    /** Decision V2-55. */
    private static @Nullable AgentId lastAgent(Open open) {
        return open.agents().isEmpty() ? null : open.agents().getLast();
    }

    private static List<OutboxEntry> addressed(
            @Nullable CallbackTarget target, Stream<Callback> callbacks) {
        return target == null
                ? List.of()
                : callbacks.map(callback -> new OutboxEntry(target, callback)).toList();
    }
}
