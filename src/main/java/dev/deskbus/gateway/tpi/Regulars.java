package dev.deskbus.gateway.tpi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.SessionView;
import java.time.Duration;
import java.util.Optional;

/**
 * Who said something, under which token and in which session, within the last ten minutes. All of
 * it may be wrong by now; it only saves looking before something is written that is not written
 * unless it is right (docs/decisions/0119). Safe for many threads.
 */
final class Regulars {
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Some 500 bytes each, and only of those who spoke in that time. */
    private static final int MOST = 200_000;

    private final Cache<Seat, Regular> known =
            Caffeine.newBuilder().expireAfterWrite(LIFE).maximumSize(MOST).build();

    private record Seat(TokenKey token, long session) {}

    /**
     * Somebody who was there.
     *
     * @param integration its name: what it allows is never remembered
     */
    record Regular(TokenKey token, Client client, String integration, boolean wholeHistory) {
        Holder under(Integration current) {
            return new Holder(token, Protocol.TPI_V2, client, current, wholeHistory);
        }
    }

    /** Was found, and has just said something there. Words to a robot have consequences. */
    void remember(Holder holder, SessionView session) {
        TokenKey token = holder.key();
        if (token != null
                && holder.wire() == Protocol.TPI_V2
                && session.kind() != SessionKind.ROBOT) {
            known.put(
                    new Seat(token, session.id().value()),
                    new Regular(
                            token,
                            holder.client(),
                            holder.integration().name(),
                            holder.wholeHistory()));
        }
    }

    /** Who was there under that token. */
    Optional<Regular> find(TokenKey token, long session) {
        return Optional.ofNullable(known.getIfPresent(new Seat(token, session)));
    }

    /** Must be looked for again. */
    void forget(TokenKey token, long session) {
        known.invalidate(new Seat(token, session));
    }
}
