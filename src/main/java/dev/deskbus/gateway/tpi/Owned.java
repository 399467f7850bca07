package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Finds what belongs to a token's client; what belongs to others is not there (decision V2-59). */
public final class Owned {
    /** Ids are JSON numbers below 2^53 (decision R12). */
    static final long LARGEST_ID = (1L << 53) - 1;

    private final ConversationViews views;

    Owned(ConversationViews views) {
        this.views = views;
    }

    /** Whether that can be an id at all. */
    public static boolean isPossible(long id) {
        return id >= 1 && id <= LARGEST_ID;
    }

    /** The client's request with that id; fails with {@code REQUEST_UNKNOWN}. */
    Future<RequestView> getRequest(Holder holder, long id) {
        return find(id, RequestId::new, views::findRequest)
                .map(
                        found ->
                                found.filter(view -> isOwn(holder, view.client()))
                                        .orElseThrow(() -> unknown(ErrorCode.REQUEST_UNKNOWN)));
    }

    /** The client's session with that id, open or not; fails with {@code SESSION_UNKNOWN}. */
    Future<SessionView> getSession(Holder holder, long id) {
        return find(id, SessionId::new, views::findSession)
                .map(
                        found ->
                                found.filter(view -> isOwn(holder, view.client()))
                                        .orElseThrow(() -> unknown(ErrorCode.SESSION_UNKNOWN)));
    }

    /** The client's open session with that id; fails with {@code SESSION_UNKNOWN} (R6). */
    Future<SessionView> getOpenSession(Holder holder, long id) {
        return getSession(holder, id)
                .map(
                        session -> {
                            if (!session.open()) {
                                throw unknown(ErrorCode.SESSION_UNKNOWN);
                            }
                            return session;
                        });
    }

    private static <I, V> Future<Optional<V>> find(
            long id, Function<Long, I> toId, Function<I, Future<Optional<V>>> find) {
        return isPossible(id)
                ? find.apply(toId.apply(id))
                : Future.succeededFuture(Optional.empty());
    }

    private static boolean isOwn(Holder holder, ClientId owner) {
        return owner.equals(holder.client().id());
    }

    private static Refusal unknown(ErrorCode code) {
        return new Refusal(code, "no such id");
    }
}
