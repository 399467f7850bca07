package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.VisitorStore;
import dev.deskbus.port.VisitorStore.Standing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the visitors' sockets of this node again and again how things stand, so that a lost hint is
 * noticed though no other follows it; those that wait, more often, for nobody else tells them their
 * place in the line. A connected socket is a sign of life (decision V2-58): its token is used. One
 * per node; sockets may come and go by any thread, also before it is deployed.
 */
final class CwsRounds extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(CwsRounds.class);
    private static final int IN_A_QUERY = 500;

    /** So many repair at once: the database has others to serve. */
    private static final int AT_ONCE = 8;

    /** After so many rounds, the first one included, receipts are removed; so many at once. */
    private static final int FORGETTING = 300;

    private static final int MOST_FORGOTTEN = 1000;

    private final VisitorStore store;
    private final CwsSettings.Times times;
    private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();
    private long round;
    private boolean isFailing;

    /** One socket, by any thread. */
    interface Visitor {
        /** Whose it is. */
        ClientId client();

        /** The token that it came with. */
        TokenKey token();

        /** Whether it wants to know its place in a line. */
        boolean isWaiting();

        /** How things stand; fails when the database does not answer. */
        Future<Void> digest(Standing standing);

        /** Whose the token is by now; null for nobody's. */
        void onToken(@Nullable ClientId owner);
    }

    CwsRounds(VisitorStore store, CwsSettings.Times times) {
        this.store = store;
        this.times = times;
    }

    @Override
    public Future<?> start() {
        pauseThenRun();
        return Future.succeededFuture();
    }

    void add(Visitor visitor) {
        visitors.add(visitor);
    }

    void remove(Visitor visitor) {
        visitors.remove(visitor);
    }

    private void pauseThenRun() {
        vertx.setTimer(
                times.places().toMillis(), _ -> run().onComplete((_, failure) -> onRound(failure)));
    }

    private void onRound(@Nullable Throwable failure) {
        boolean failed = failure != null;
        if (failed && !isFailing) {
            log.atWarn().setCause(failure).log("visitors are not told what they missed");
        } else if (!failed && isFailing) {
            log.info("visitors are told again what they missed");
        }
        isFailing = failed;
        pauseThenRun();
    }

    /** One round; ends early when the database does not answer. */
    Future<Void> run() {
        round++;
        boolean isLong = round % Math.max(1, times.rounds().dividedBy(times.places())) == 0;
        List<Visitor> all = List.copyOf(visitors);
        Future<Void> told = tell(all, isLong);
        return round % FORGETTING == 1 ? told.compose(_ -> forget()) : told;
    }

    private Future<Void> tell(List<Visitor> all, boolean isLong) {
        return isLong
                ? inBatches(all, IN_A_QUERY, this::useTokens)
                        .compose(_ -> inBatches(all, IN_A_QUERY, this::tell))
                : inBatches(
                        all.stream().filter(Visitor::isWaiting).toList(), IN_A_QUERY, this::tell);
    }

    private Future<Void> forget() {
        return store.forgetReceipts(MOST_FORGOTTEN)
                .compose(gone -> gone < MOST_FORGOTTEN ? Future.succeededFuture() : forget());
    }

    private Future<Void> useTokens(List<Visitor> some) {
        return store.useTokens(some.stream().map(Visitor::token).collect(Collectors.toSet()))
                .map(
                        owners -> {
                            some.forEach(each -> each.onToken(owners.get(each.token())));
                            return null;
                        });
    }

    private Future<Void> tell(List<Visitor> some) {
        return store.findStandings(some.stream().map(Visitor::client).collect(Collectors.toSet()))
                .compose(standings -> inBatches(some, AT_ONCE, few -> tell(few, standings)));
    }

    private static Future<Void> tell(List<Visitor> few, Map<ClientId, Standing> standings) {
        return Future.join(
                        few.stream()
                                .map(
                                        each ->
                                                each.digest(
                                                        standings.getOrDefault(
                                                                each.client(), Standing.NOTHING)))
                                .toList())
                .mapEmpty();
    }

    private static <T> Future<Void> inBatches(
            List<T> all, int size, Function<List<T>, Future<Void>> work) {
        Future<Void> done = Future.succeededFuture();
        for (int first = 0; first < all.size(); first += size) {
            List<T> some = all.subList(first, Math.min(all.size(), first + size));
            done = done.compose(_ -> work.apply(some));
        }
        return done;
    }
}
