package dev.deskbus.actor.callback;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.CallbackStore.Turn;
import dev.deskbus.port.CallbackStore.Turned;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit of the outbox: one write under way at a time; what the lanes want meanwhile is the
 * next one (docs/decisions/0115). A write of unknown outcome fails for each of its lanes; what
 * cannot be written for a reason of its own fails alone. Belongs to one context.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int MOST = 256;

    private final Home home;
    private final CallbackStore store;
    private final LostTakes lost;
    private final Duration patience;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private boolean underWay;

    /** Takings last that long; those without an answer are noted in {@code lost}. */
    Turns(Home home, CallbackStore store, LostTakes lost, Duration patience) {
        this.home = home;
        this.store = store;
        this.lost = lost;
        this.patience = patience;
    }

    private record Asked(Supplier<Turn> turn, Promise<Turned> answer) {}

    private record Sent(Turn turn, Promise<Turned> answer) {}

    /**
     * A turn for one lane, that has no other one under way. What is wanted is asked for once, when
     * the write goes out: it sees everything that was on disk before.
     */
    Future<Turned> ask(Supplier<Turn> turn) {
        Asked asked = new Asked(turn, Promise.promise());
        waiting.add(asked);
        if (!underWay) {
            underWay = true;
            home.soon(this::writeNext);
        }
        return asked.answer().future();
    }

    private void writeNext() {
        if (waiting.isEmpty()) {
            underWay = false;
            return;
        }
        List<Sent> batch = new ArrayList<>();
        while (batch.size() < MOST && !waiting.isEmpty()) {
            Asked oldest = waiting.remove();
            batch.add(new Sent(oldest.turn().get(), oldest.answer()));
        }
        write(batch).onComplete(_ -> home.soon(this::writeNext));
    }

    /** Completes when every turn has its answer on the way; never fails. */
    private Future<Void> write(List<Sent> batch) {
        List<Turn> turns = batch.stream().map(Sent::turn).toList();
        Taking taking = lost.next(patience, System.nanoTime());
        return home.bring(() -> store.turn(turns, taking))
                .map(turned -> oneFor(turns, turned))
                .transform(
                        (turned, failure) ->
                                failure == null
                                        ? answer(batch, turned)
                                        : onFailure(batch, taking, failure));
    }

    private static List<Turned> oneFor(List<Turn> turns, List<Turned> turned) {
        if (turned.size() != turns.size()) {
            throw new IllegalStateException(turned.size() + " answers to " + turns.size());
        }
        return turned;
    }

    /** Each in a step of its own, so that no lane hears of another's trouble. */
    private Future<Void> answer(List<Sent> batch, List<Turned> turned) {
        for (int i = 0; i < batch.size(); i++) {
            Promise<Turned> answer = batch.get(i).answer();
            Turned mine = turned.get(i);
            home.soon(() -> answer.complete(mine));
        }
        return Future.succeededFuture();
    }

    private Future<Void> onFailure(List<Sent> batch, Taking taking, Throwable failure) {
        lost.onLost(taking, System.nanoTime());
        int size = batch.size();
        if (size > 1 && !isPassing(failure)) {
            return write(batch.subList(0, size / 2))
                    .compose(_ -> write(batch.subList(size / 2, size)));
        }
        LOG.atWarn()
                .addKeyValue("step", "turn")
                .addKeyValue("lanes", size)
                .addKeyValue("cause", failure.toString())
                .log("outbox does not answer");
        batch.forEach(each -> home.soon(() -> each.answer().fail(failure)));
        return Future.succeededFuture();
    }

    /** Nothing that a single turn could be the reason of. */
    private static boolean isPassing(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof Refusal refusal
                        && (refusal.code() == ErrorCode.UNAVAILABLE
                                || refusal.code() == ErrorCode.OVERLOADED));
    }
}
