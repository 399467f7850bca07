package dev.deskbus.gateway.console;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One client at a time: unknown, waiting or talking. */
public final class FakeViews implements ConversationViews {
    public final Map<ClientId, RequestView> waiting = new ConcurrentHashMap<>();
    public final Map<ClientId, SessionView> open = new ConcurrentHashMap<>();
    public final Map<AgentId, List<Waiter>> waiters = new ConcurrentHashMap<>();
    public final Map<SessionId, List<SessionEvent>> logs = new ConcurrentHashMap<>();
    private final Map<SessionId, Long> lastSeqs = new ConcurrentHashMap<>();
    private final List<Numbered> numbers = new CopyOnWriteArrayList<>();
    public final AtomicInteger looks = new AtomicInteger();
    public final AtomicInteger rounds = new AtomicInteger();
    public final AtomicInteger fetches = new AtomicInteger();
    public volatile boolean isDown;
    public volatile long mark;
    public volatile @Nullable SessionId unreadable;
    public volatile List<HistoryRow> record = List.of();
    public volatile String recordAsked = "";

    /** What has the next number of all logs. */
    private record Numbered(SessionId session, long seq, boolean isWord) {}

    public void letWait(QueueId queue) {
        waiting.put(
                Demo.LORI.id(),
                new RequestView(
                        new RequestId(7),
                        Demo.LORI.id(),
                        queue,
                        RequestStatus.WAITING,
                        1,
                        null,
                        null));
    }

    public void letTalk(AgentId agent) {
        begin(talk(new SessionId(96), Demo.LORI.id(), agent));
    }

    /** An open session. */
    public SessionView talk(SessionId id, ClientId client, AgentId agent) {
        return new SessionView(
                id, Demo.MAIN, client, Demo.SALES, SessionKind.HUMAN, true, List.of(agent), null);
    }

    /** How often in so many rounds consoles are told all of their sessions. */
    public int looksIn(int rounds) {
        int before = looks.get();
        int end = this.rounds.get() + rounds;
        while (this.rounds.get() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        return looks.get() - before;
    }

    /** The last moments of the database. */
    public void loseNumbers() {
        numbers.clear();
    }

    /** With the coming of its agent in the log. */
    public void begin(SessionView session) {
        open.put(session.client(), session);
        numbers.add(new Numbered(session.id(), 1, false));
    }

    @Override
    public Future<Optional<RequestView>> findWaiting(ClientId client) {
        return Future.succeededFuture(Optional.ofNullable(waiting.get(client)));
    }

    @Override
    public Future<Optional<SessionView>> findOpenSession(ClientId client) {
        return Future.succeededFuture(Optional.ofNullable(open.get(client)));
    }

    @Override
    public Future<Optional<SessionView>> findTalk(AgentId agent, ClientId client) {
        return findOpenSession(client).map(found -> found.filter(s -> s.agents().contains(agent)));
    }

    @Override
    public Future<List<Waiter>> findWaiters(AgentId agent) {
        return Future.succeededFuture(waiters.getOrDefault(agent, List.of()));
    }

    @Override
    public Future<List<Talk>> findTalks(AgentId agent) {
        return Future.succeededFuture(
                open.values().stream()
                        .filter(session -> session.agents().contains(agent))
                        .map(session -> new Talk(Demo.LORI, session.id(), List.of()))
                        .toList());
    }

    @Override
    public Future<List<HistoryRow>> findRecord(
            TenantId tenant, ClientId client, int page, int pageSize) {
        recordAsked = tenant.value() + " " + page + " " + pageSize;
        return Future.succeededFuture(record);
    }

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, ClientId client) {
        return Future.succeededFuture(
                Optional.of(Demo.LORI)
                        .filter(each -> each.id().equals(client) && each.tenant().equals(tenant)));
    }

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        throw new UnsupportedOperationException();
    }

    public void close(SessionId session) {
        open.replaceAll(
                (_, s) ->
                        s.id().equals(session)
                                ? new SessionView(
                                        s.id(),
                                        s.tenant(),
                                        s.client(),
                                        s.queue(),
                                        s.kind(),
                                        false,
                                        s.agents(),
                                        null)
                                : s);
    }

    /** Writes what is no word into the log of the session, and shows nobody. */
    public <E extends SessionEvent> E log(SessionId session, LongFunction<E> event) {
        E logged = event.apply(next(session));
        logs.computeIfAbsent(session, _ -> new CopyOnWriteArrayList<>()).add(logged);
        return logged;
    }

    /** Writes into the log of the session, and shows nobody. */
    public Said say(SessionId session, Party speaker, String text) {
        List<SessionEvent> log = logs.computeIfAbsent(session, _ -> new CopyOnWriteArrayList<>());
        Said said =
                new Said(
                        next(session, true),
                        Demo.NOW,
                        speaker,
                        Message.Text.plain(text),
                        new MessageKey(text, null),
                        null,
                        null);
        log.add(said);
        return said;
    }

    @Override
    public Future<List<Standing>> findStandings(Set<AgentId> agents) {
        looks.incrementAndGet();
        return answer(
                () ->
                        agents.stream()
                                .flatMap(
                                        agent ->
                                                open.values().stream()
                                                        .filter(s -> s.open())
                                                        .filter(s -> s.agents().contains(agent))
                                                        .map(s -> standing(agent, s)))
                                .toList());
    }

    private Standing standing(AgentId agent, SessionView session) {
        long last = lastSeqs.getOrDefault(session.id(), 1L);
        return new Standing(agent, session.id(), client(session.client()), last, Demo.NOW);
    }

    public static Client client(ClientId id) {
        return id.equals(Demo.LORI.id()) ? Demo.LORI : new Client(id, Demo.MAIN, "", "");
    }

    /** Something happens that is no word; its number. The agent's coming is number 1. */
    public long next(SessionId session) {
        return next(session, false);
    }

    private long next(SessionId session, boolean isWord) {
        long seq = lastSeqs.merge(session, 2L, (last, _) -> last + 1);
        numbers.add(new Numbered(session, seq, isWord));
        return seq;
    }

    @Override
    public Future<Long> findMark() {
        rounds.incrementAndGet();
        return answer(() -> mark + numbers.size());
    }

    @Override
    public Future<Changes> findChanges(long after, long upTo) {
        return answer(
                () ->
                        numbers.subList((int) after, (int) upTo).stream()
                                .map(this::changes)
                                .reduce(new Changes(Map.of(), List.of()), Changes::and));
    }

    private Changes changes(Numbered number) {
        List<Move> moves =
                open.values().stream()
                        .filter(s -> s.id().equals(number.session()) && !number.isWord())
                        .flatMap(FakeViews::moves)
                        .toList();
        return new Changes(Map.of(number.session(), number.seq()), moves);
    }

    private static Stream<Move> moves(SessionView session) {
        return session.agents().stream()
                .map(agent -> new Move(agent, session.id(), session.client(), session.open()));
    }

    @Override
    public Future<List<Said>> findSaid(SessionId session, long afterSeq, int limit) {
        return read(session, afterSeq, limit, Said.class);
    }

    @Override
    public Future<List<SessionEvent>> findShown(SessionId session, long afterSeq, int limit) {
        return read(session, afterSeq, limit, SessionEvent.class);
    }

    private <E extends SessionEvent> Future<List<E>> read(
            SessionId session, long afterSeq, int limit, Class<E> kind) {
        fetches.incrementAndGet();
        if (session.equals(unreadable)) {
            return Future.failedFuture(new IllegalStateException("from the future"));
        }
        return answer(
                () ->
                        logs.getOrDefault(session, List.of()).stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .filter(event -> event.seq() > afterSeq)
                                .limit(limit)
                                .toList());
    }

    @Override
    public Future<Optional<SessionView>> findSession(SessionId id) {
        return answer(() -> open.values().stream().filter(s -> s.id().equals(id)).findAny());
    }

    private <T> Future<T> answer(Supplier<T> answer) {
        return isDown
                ? Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no database"))
                : Future.succeededFuture(answer.get());
    }

    @Override
    public Future<Optional<CallbackTarget>> findTarget(SessionId id) {
        throw new AssertionError("not for this edge");
    }

    @Override
    public Future<List<HistoryRow>> findHistory(HistoryQuery query) {
        throw new UnsupportedOperationException();
    }
}
