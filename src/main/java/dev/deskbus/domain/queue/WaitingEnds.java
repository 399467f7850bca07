package dev.deskbus.domain.queue;

import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueRules.AtClosing;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose wait the clock ends. A session that was given back goes on waiting through closing time and
 * through the night: its client talks, and is not told otherwise by a queue.
 */
final class WaitingEnds {
    /** So many at one tick, so that a burst is spread over several. */
    private static final int AT_ONCE = 100;

    private WaitingEnds() {}

    /** Those who have waited since then, and nobody was there (decision V2-50). */
    static List<QueueEvent> deserted(QueueState state, Instant waitedSince) {
        return ended(
                state.line().stream().filter(waiting -> !waiting.since().isAfter(waitedSince)),
                RequestStatus.NO_AGENT_ONLINE);
    }

    /** Time-outs, offers that nobody answered, closing time, and the end of the queue itself. */
    static List<QueueEvent> ticked(QueueState state, Instant now) {
        if (state.rules().ending().removed()) {
            return ended(state.line().stream(), RequestStatus.DROPPED);
        }
        if (state.rules().ending().atClosing() == AtClosing.DROP
                && !state.rules().hours().isOpen(now)) {
            return ended(state.line().stream(), RequestStatus.OFF_HOUR);
        }
        Stream<QueueEvent> timeouts =
                state.line().stream()
                        .filter(waiting -> isPast(waiting.expiresAt(), now))
                        .limit(AT_ONCE)
                        .map(waiting -> new RequestEnded(waiting.id(), RequestStatus.TIMEOUT));
        Stream<QueueEvent> expiries =
                state.line().stream()
                        .filter(waiting -> !isPast(waiting.expiresAt(), now))
                        .flatMap(waiting -> expired(waiting, now));
        return Stream.concat(timeouts, expiries).toList();
    }

    private static List<QueueEvent> ended(Stream<Waiting> whose, RequestStatus status) {
        return whose.filter(waiting -> !waiting.isGivenBack())
                .limit(AT_ONCE)
                .<QueueEvent>map(waiting -> new RequestEnded(waiting.id(), status))
                .toList();
    }

    private static Stream<QueueEvent> expired(Waiting waiting, Instant now) {
        Offer offer = waiting.offer();
        return offer != null && isPast(offer.expiresAt(), now)
                ? Stream.of(new OfferEnded(waiting.id(), offer.agent(), OfferEnded.EXPIRED))
                : Stream.of();
    }

    private static boolean isPast(@Nullable Instant deadline, Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }
}
