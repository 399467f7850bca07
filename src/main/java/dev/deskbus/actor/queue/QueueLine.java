package dev.deskbus.actor.queue;

import dev.deskbus.actor.queue.QueueActor.World;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.ChatQueue;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueEvent;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.queue.Step;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Blank;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.QueueStore.Newcomer;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows one waiting line, and the one way in which it changes: stored, then evolved, then
 * announced. After a failure, or when the rows disagree, it is read again before anything else;
 * once fenced it refuses everything with {@code NOT_OWNER}.
 */
final class QueueLine {
    private static final Logger LOG = LoggerFactory.getLogger(QueueLine.class);

    private static final Duration NUMBER_IS_KEPT = Duration.ofMinutes(1);

    private final QueueId id;
    private final Fence fence;
    private final World world;
    private final QueueNews news;
    private final AgentQueues queues;
    private final Positions positions = new Positions();

    /** Who joined here and has said nothing since, with the number of the talk to be. */
    private final Map<RequestId, SessionId> silent = new HashMap<>();

    private QueueState state;
    private boolean isStale;
    private boolean isFenced;
    private boolean areAgentsOld;

    QueueLine(QueueState state, Fence fence, World world) {
        this.id = state.rules().id();
        this.fence = fence;
        this.world = world;
        this.state = state;
        this.news = new QueueNews(id, state.rules().tenant(), world.views(), world.bus());
        this.queues = new AgentQueues(world.directory(), world.bus(), world.quiet());
    }

    QueueState state() {
        return state;
    }

    /** The database's clock, as precise as the database keeps it. */
    Instant now() {
        return world.clock().now().truncatedTo(ChronoUnit.MICROS);
    }

    /** For decisions that need no fresh id. */
    Step step() {
        return new Step(now(), 0);
    }

    /** The rows disagree: reads everything again before the next step. */
    void distrust() {
        isStale = true;
    }

    boolean isFenced() {
        return isFenced;
    }

    boolean isStale() {
        return isStale;
    }

    /** Completes when the state can be relied on; fails once fenced. */
    Future<?> upToDate() {
        if (isFenced) {
            return Future.failedFuture(moved());
        }
        Future<?> fresh =
                isStale ? world.store().load(id).map(this::reload) : Future.succeededFuture();
        return fresh.compose(_ -> news.meet(state));
    }

    /** Others have written rows of this line. */
    Future<?> readAgain() {
        isStale = true;
        return upToDate();
    }

    /** Agents have changed, but nobody waits for one: they are looked at before that matters. */
    void overlook() {
        areAgentsOld = true;
    }

    /** Sees the agents, if something was overlooked. */
    Future<?> lookIfOld() {
        return areAgentsOld ? look() : Future.succeededFuture();
    }

    /** Sees the agents as the database has them now. */
    Future<?> look() {
        return world.store()
                .loadAgents(id)
                .compose(
                        agents -> {
                            areAgentsOld = false;
                            return writeAll(
                                    ChatQueue.decide(state, new RefreshAgents(agents), step()));
                        });
    }

    /** Joins the line; who that is may be known already. */
    Future<Enqueuing> join(CommandId command, Waiting waiting, Optional<Newcomer> met) {
        return stored(
                world.store().enqueue(fence, command, state.rules(), waiting),
                result -> {
                    switch (result) {
                        case Enqueuing.Stored() -> joined(waiting, met);
                        case Enqueuing.Repeated _,
                                Enqueuing.AlreadyWaiting _,
                                Enqueuing.AlreadyTalking _,
                                Enqueuing.NothingToHandOver _ -> {}
                        case Enqueuing.Fenced() -> throw fenced();
                    }
                });
    }

    /** Gives a request of the line to an agent. */
    Future<Assigning> assign(RequestAssigned event) {
        return ChatQueue.find(state, event.request())
                .map(waiting -> assign(event, waiting))
                .orElseGet(() -> Future.succeededFuture(new Assigning.NotWaiting()));
    }

    private Future<Assigning> assign(RequestAssigned event, Waiting waiting) {
        return stored(
                        world.store().assign(fence, event, state.rules(), waiting, blank(waiting)),
                        result -> {
                            switch (result) {
                                case Assigning.Assigned assigned ->
                                        assigned(waiting, event, assigned);
                                case Assigning.HandedOver handed ->
                                        handedOver(waiting, event, handed.session());
                                case Assigning.NothingToHandOver() -> {}
                                case Assigning.AgentFull() -> full(event.agent());
                                case Assigning.NotWaiting() -> isStale = true;
                                case Assigning.Fenced() -> throw fenced();
                            }
                        })
                .compose(
                        result ->
                                result instanceof Assigning.NothingToHandOver
                                        ? drop(waiting).map(result)
                                        : Future.succeededFuture(result));
    }

    /** Numbers of sessions grow with time: one that was kept for long is not used. */
    private @Nullable Blank blank(Waiting waiting) {
        SessionId session = silent.get(waiting.id());
        Instant now = now();
        return session == null || now.isAfter(waiting.since().plus(NUMBER_IS_KEPT))
                ? null
                : new Blank(session, now);
    }

    private Future<Written> drop(Waiting waiting) {
        return end(new RequestEnded(waiting.id(), RequestStatus.DROPPED), waiting);
    }

    /** A robot or a dedicated agent is never full: it is not there any more. */
    private void full(AgentId agent) {
        isStale |= state.rules().kind() != SessionKind.HUMAN;
        become(ChatQueue.asFull(state, agent));
    }

    /** One after the other. */
    Future<?> writeAll(List<QueueEvent> events) {
        Future<?> written = Future.succeededFuture();
        for (QueueEvent event : events) {
            written = written.compose(_ -> write(event));
        }
        return written;
    }

    /** Stores, then becomes; {@code CONFLICT} when the rows were not as supposed. */
    Future<Written> write(QueueEvent event) {
        return switch (event) {
            case AgentsSeen seen -> {
                become(seen);
                yield Future.succeededFuture(Written.STORED);
            }
            case PreMessageAdded added -> add(added);
            case RequestOffered offered ->
                    written(world.store().offer(fence, offered), () -> become(offered));
            case OfferEnded ended ->
                    written(world.store().endOffer(fence, ended), () -> become(ended));
            case RequestEnded ended ->
                    ChatQueue.find(state, ended.request())
                            .map(waiting -> end(ended, waiting))
                            .orElseGet(() -> Future.succeededFuture(Written.CONFLICT));
            case RequestAssigned given -> assign(given).map(QueueLine::asWritten);
            case RequestEnqueued _ ->
                    Future.failedFuture(new IllegalStateException("joining needs a command id"));
        };
    }

    /** Whatever comes of it, from now on there may be words. */
    private Future<Written> add(PreMessageAdded added) {
        silent.remove(added.request());
        return written(world.store().addPreMessage(fence, added), () -> news.onPreMessage(added));
    }

    /** Tells third parties where their clients stand now, unless that is too often. */
    Future<?> tellPositions() {
        Instant now = now();
        List<OutboxEntry> due = positions.due(state, now);
        return due.isEmpty()
                ? Future.succeededFuture()
                : written(world.store().tell(fence, due), () -> told(due, now));
    }

    /** Shows the agents who waits, as far as they have not seen it. */
    void announce() {
        news.announce(state, now());
    }

    private Future<Written> end(RequestEnded event, Waiting waiting) {
        List<OutboxEntry> callbacks = Outbox.of(waiting, event);
        return written(
                world.store().end(fence, event, callbacks),
                () -> {
                    become(event);
                    gone(waiting, null);
                    callbacks.forEach(entry -> news.onCallback(entry.callback().client()));
                });
    }

    private void joined(Waiting waiting, Optional<Newcomer> met) {
        become(new RequestEnqueued(waiting));
        met.ifPresent(newcomer -> silent.put(waiting.id(), newcomer.session()));
        news.onJoined(waiting, met.map(Newcomer::client));
        positions.answered(waiting.id(), ChatQueue.position(state, waiting.id()));
    }

    private void assigned(Waiting waiting, RequestAssigned event, Assigning.Assigned assigned) {
        become(event);
        news.onAssigned(waiting, event.agent(), assigned);
        given(waiting, event);
    }

    /** The session itself tells the agent what was said; it finds the handover by itself too. */
    private void handedOver(Waiting waiting, RequestAssigned event, SessionId session) {
        become(event);
        QueueRules rules = state.rules();
        world.bus()
                .tell(
                        Addresses.session(session),
                        new TakeOver(waiting.id(), event.agent(), id, rules.kind(), rules.idle()));
        given(waiting, event);
    }

    private void given(Waiting waiting, RequestAssigned event) {
        gone(waiting, event.agent());
        if (waiting.origin().target() != null) {
            news.onCallback(waiting.origin().client());
        }
        queues.touchOthers(event.agent(), id);
        LOG.atInfo()
                .addKeyValue("queue", id.value())
                .addKeyValue("request", event.request().value())
                .addKeyValue("agent", event.agent().value())
                .addKeyValue("reason", event.choice().reason())
                .log("request assigned");
    }

    private void gone(Waiting waiting, @Nullable AgentId takenBy) {
        news.onGone(waiting, takenBy);
        positions.forget(waiting.id());
        silent.remove(waiting.id());
    }

    private void told(List<OutboxEntry> entries, Instant now) {
        positions.noted(state, now);
        entries.forEach(entry -> news.onCallback(entry.callback().client()));
    }

    private void become(QueueEvent event) {
        state = ChatQueue.evolve(state, event);
    }

    private QueueState reload(Optional<QueueState> found) {
        List<Waiting> before = state.line();
        state = found.orElseThrow(() -> new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue"));
        isStale = false;
        areAgentsOld = false;
        silent.clear();
        before.stream()
                .filter(waiting -> ChatQueue.find(state, waiting.id()).isEmpty())
                .forEach(waiting -> gone(waiting, null));
        return state;
    }

    private Future<Written> written(Future<Written> write, Runnable then) {
        return stored(
                write,
                result -> {
                    switch (result) {
                        case STORED -> then.run();
                        case CONFLICT -> isStale = true;
                        case FENCED -> throw fenced();
                    }
                });
    }

    /** When it fails the outcome is unknown. */
    private <T> Future<T> stored(Future<T> write, Consumer<T> then) {
        return write.map(
                        result -> {
                            then.accept(result);
                            return result;
                        })
                .onFailure(_ -> isStale = true);
    }

    private static Written asWritten(Assigning result) {
        return result instanceof Assigning.Assigned || result instanceof Assigning.HandedOver
                ? Written.STORED
                : Written.CONFLICT;
    }

    private Refusal fenced() {
        isFenced = true;
        return moved();
    }

    /** Why a fenced queue refuses. */
    static Refusal moved() {
        return new Refusal(ErrorCode.NOT_OWNER, "the queue is owned by another node");
    }
}
