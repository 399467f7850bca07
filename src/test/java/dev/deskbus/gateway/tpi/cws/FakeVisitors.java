package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.port.VisitorStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Logs, requests and receipts of one client in memory. */
public final class FakeVisitors implements VisitorStore {
    public final ClientId client;
    public final Map<TokenKey, ClientId> tokens = new ConcurrentHashMap<>();
    public final AtomicInteger reads = new AtomicInteger();
    public volatile boolean isDown;
    public volatile List<SessionId> past = List.of();
    private final Map<Long, List<SessionEvent>> logs = new TreeMap<>();
    private final Map<Long, Asked> requests = new TreeMap<>();
    private final Map<Long, Long> requestBySession = new HashMap<>();
    private final Map<Long, Long> confirmed = new HashMap<>();
    private final Map<Long, Boolean> endKnown = new HashMap<>();

    public FakeVisitors(ClientId client) {
        this.client = client;
    }

    /** The next number of that log. */
    public synchronized long next(SessionId session) {
        return log(session).size() + 1L;
    }

    public synchronized void log(SessionId session, SessionEvent event) {
        logs.computeIfAbsent(session.value(), _ -> new CopyOnWriteArrayList<>()).add(event);
    }

    public synchronized List<SessionEvent> log(SessionId session) {
        return List.copyOf(logs.getOrDefault(session.value(), List.of()));
    }

    public synchronized boolean isOpen(SessionId session) {
        return !log(session).isEmpty()
                && log(session).stream().noneMatch(e -> e instanceof SessionEvent.Closed);
    }

    public synchronized void put(Asked asked) {
        requests.put(asked.id().value(), asked);
    }

    public synchronized void began(RequestId request, SessionId session) {
        requestBySession.put(session.value(), request.value());
    }

    public synchronized Optional<Asked> find(RequestId request) {
        return Optional.ofNullable(requests.get(request.value()));
    }

    public synchronized long confirmed(SessionId session) {
        return confirmed.getOrDefault(session.value(), 0L);
    }

    public synchronized boolean knowsEnd(RequestId request) {
        return endKnown.getOrDefault(request.value(), false);
    }

    @Override
    public synchronized Future<Map<ClientId, Standing>> findStandings(Set<ClientId> clients) {
        if (isDown) {
            return down();
        }
        Standing standing = standing();
        return Future.succeededFuture(
                standing.equals(Standing.NOTHING) || !clients.contains(client)
                        ? Map.of()
                        : Map.of(client, standing));
    }

    private Standing standing() {
        List<Asked> asked =
                requests.values().stream()
                        .filter(
                                each ->
                                        each.status() == RequestStatus.WAITING
                                                || Boolean.FALSE.equals(
                                                        endKnown.get(each.id().value())))
                        .toList();
        List<Talk> talks = new ArrayList<>();
        logs.forEach(
                (id, log) -> {
                    SessionId session = new SessionId(id);
                    boolean isKnown =
                            confirmed.containsKey(id)
                                    || endKnown.containsKey(requestBySession.getOrDefault(id, -1L));
                    if (isOpen(session) || (isKnown && confirmed(session) < log.size())) {
                        talks.add(new Talk(session, log.size(), confirmed(session)));
                    }
                });
        return new Standing(asked, talks);
    }

    @Override
    public Future<List<SessionEvent>> findEvents(SessionId session, long afterSeq, int limit) {
        reads.incrementAndGet();
        return isDown
                ? down()
                : Future.succeededFuture(
                        log(session).stream()
                                .filter(event -> event.seq() > afterSeq)
                                .limit(limit)
                                .toList());
    }

    @Override
    public Future<List<SessionId>> findPast(ClientId of, @Nullable TokenKey token, int limit) {
        return isDown ? down() : Future.succeededFuture(past);
    }

    @Override
    public synchronized Future<Void> confirm(List<Receipt> receipts) {
        if (isDown) {
            return down();
        }
        for (Receipt receipt : receipts) {
            switch (receipt) {
                case Receipt.OfSession(var session, long upTo) ->
                        confirmed.merge(session.value(), upTo, Math::max);
                case Receipt.OfRequest(var request, boolean ended) ->
                        endKnown.merge(request.value(), ended, Boolean::logicalOr);
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Map<TokenKey, ClientId>> useTokens(Set<TokenKey> keys) {
        Map<TokenKey, ClientId> alive = new HashMap<>(tokens);
        alive.keySet().retainAll(keys);
        return isDown ? down() : Future.succeededFuture(alive);
    }

    private static <T> Future<T> down() {
        return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "down"));
    }

    /** How often receipts were to be removed. */
    public volatile int forgettings;

    @Override
    public Future<Integer> forgetReceipts(int limit) {
        forgettings++;
        return Future.succeededFuture(forgettings == 1 ? limit : 0);
    }
}
