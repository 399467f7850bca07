package dev.deskbus.actor.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Says yes to everything and notes it, unless something else was prepared for that operation. */
final class FakeQueueStore implements QueueStore {
    static final Instant ASSIGNED_AT = Instant.parse("2026-01-05T12:00:07Z");

    /** What was done, in order: {@code enqueue}, {@code assign 1 ANN}, … */
    final List<String> done = new CopyOnWriteArrayList<>();

    final List<OutboxEntry> callbacks = new CopyOnWriteArrayList<>();
    final Map<RequestId, RequestView> rows = new ConcurrentHashMap<>();
    volatile List<AgentView> agents = List.of();
    volatile List<Message> preMessages = List.of();
    volatile Known known = Known.NOTHING;

    /** The number that everybody gets who is met. */
    static final SessionId RESERVED = new SessionId(77);

    /** With which reserved numbers assignments were asked for, in order. */
    final List<Optional<SessionId>> blanks = new CopyOnWriteArrayList<>();

    volatile List<RequestId> forsaken = List.of();
    volatile boolean deserted;
    volatile List<RequestId> givenBack = List.of();
    volatile Optional<QueueState> stored = Optional.empty();
    private final Map<String, Future<?>> prepared = new ConcurrentHashMap<>();

    /** The next time that operation is asked for, this is its answer. */
    void prepare(String operation, Future<?> answer) {
        prepared.put(operation, answer);
    }

    void row(long request, String client, RequestStatus status, Long session, AgentId agent) {
        rows.put(
                new RequestId(request),
                new RequestView(
                        new RequestId(request),
                        new ClientId(client),
                        new QueueId(1),
                        status,
                        0,
                        session == null ? null : new SessionId(session),
                        agent));
    }

    @Override
    public Future<Optional<QueueState>> load(QueueId id) {
        return answer("load", "load", stored);
    }

    @Override
    public Future<List<AgentView>> loadAgents(QueueId id) {
        return answer("loadAgents", "loadAgents", agents);
    }

    @Override
    public Future<List<QueueId>> findBusy(List<Shard> shards) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Enqueuing> enqueue(
            Fence fence, CommandId command, QueueRules rules, Waiting waiting) {
        return answer("enqueue", "enqueue " + waiting.id().value(), new Enqueuing.Stored());
    }

    @Override
    public Future<Newcomer> meet(ClientId client, int lastAgentDays) {
        return Future.succeededFuture(new Newcomer(null, known, RESERVED));
    }

    @Override
    public Future<List<RequestId>> findForsaken(QueueId id, Duration abandonAfter) {
        return Future.succeededFuture(forsaken);
    }

    @Override
    public Future<Boolean> isDeserted(QueueId id, Duration since) {
        return Future.succeededFuture(deserted);
    }

    @Override
    public Future<List<RequestId>> findGivenBack(QueueId id) {
        return Future.succeededFuture(givenBack);
    }

    @Override
    public Future<Written> addPreMessage(Fence fence, PreMessageAdded event) {
        return answer("add", "add " + event.request().value(), Written.STORED);
    }

    @Override
    public Future<Assigning> assign(
            Fence fence,
            RequestAssigned event,
            QueueRules rules,
            Waiting waiting,
            @Nullable Blank blank) {
        blanks.add(Optional.ofNullable(blank).map(Blank::session));
        long session = 900 + event.request().value();
        return answer(
                "assign",
                "assign " + event.request().value() + " " + event.agent(),
                new Assigning.Assigned(
                        new SessionId(session), preMessages, preMessages.size() + 1L, ASSIGNED_AT));
    }

    @Override
    public Future<Written> offer(Fence fence, RequestOffered event) {
        return answer(
                "offer",
                "offer " + event.request().value() + " " + event.offer().agent(),
                Written.STORED);
    }

    @Override
    public Future<Written> endOffer(Fence fence, OfferEnded event) {
        return answer(
                "endOffer",
                "endOffer " + event.request().value() + " " + event.agent() + " " + event.why(),
                Written.STORED);
    }

    @Override
    public Future<Written> end(Fence fence, RequestEnded event, List<OutboxEntry> entries) {
        callbacks.addAll(entries);
        return answer(
                "end", "end " + event.request().value() + " " + event.status(), Written.STORED);
    }

    @Override
    public Future<Written> tell(Fence fence, List<OutboxEntry> entries) {
        callbacks.addAll(entries);
        return answer("tell", "tell " + entries.size(), Written.STORED);
    }

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        return Future.succeededFuture(Optional.ofNullable(rows.get(id)));
    }

    @SuppressWarnings("unchecked")
    private <T> Future<T> answer(String operation, String note, T otherwise) {
        done.add(note);
        Future<?> next = prepared.remove(operation);
        return next == null ? Future.succeededFuture(otherwise) : (Future<T>) next;
    }
}
