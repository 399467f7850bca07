package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Met;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Finds what belongs to persons of a service account; what belongs to others, or was begun on
 * another wire, is not there (decision WX-30). To be found is a sign of life (WX-22).
 */
final class Visits {
    /** Ids are JSON numbers below 2^53 (decision R12). */
    private static final long LARGEST_ID = (1L << 53) - 1;

    private final ClientStore clients;
    private final ConversationViews views;

    Visits(ClientStore clients, ConversationViews views) {
        this.clients = clients;
        this.views = views;
    }

    /** Somebody of an account. */
    record Visitor(Client client, OuterId outer) {
        Party speaker() {
            return new Party.OfClient(client.id());
        }
    }

    /** Somebody, and something of his or hers. */
    record Visit<V>(Visitor visitor, V view) {}

    /** Whether that can be an id at all. */
    static boolean isPossible(long id) {
        return id >= 1 && id <= LARGEST_ID;
    }

    /** The person of that {@code openId}; empty for one that was never here. */
    Future<Optional<Visitor>> findVisitor(Caller caller, String openId) {
        return openId.isEmpty() ? nothing() : recognise(caller.person(openId));
    }

    /** The session of that number; fails with {@code SESSION_UNKNOWN}. */
    Future<Visit<SessionView>> getSession(Caller caller, long id, String openId) {
        return (isPossible(id)
                        ? views.findSession(new SessionId(id))
                        : Future.succeededFuture(Optional.<SessionView>empty()))
                .map(found -> found.filter(session -> session.token() == null))
                .compose(
                        found ->
                                found.map(
                                                session ->
                                                        visit(
                                                                caller,
                                                                openId,
                                                                session.client(),
                                                                session))
                                        .orElseGet(Visits::nothing))
                .map(visit -> visit.orElseThrow(Visits::sessionUnknown));
    }

    /** The same, if it is open; fails with {@code SESSION_UNKNOWN}. */
    Future<Visit<SessionView>> getOpenSession(Caller caller, long id, String openId) {
        return getSession(caller, id, openId)
                .map(
                        visit -> {
                            if (!visit.view().open()) {
                                throw sessionUnknown();
                            }
                            return visit;
                        });
    }

    /** The request of that number; fails with {@code REQUEST_UNKNOWN}. */
    Future<Visit<RequestView>> getRequest(Caller caller, long id, String openId) {
        return (isPossible(id)
                        ? views.findRequest(new RequestId(id))
                        : Future.succeededFuture(Optional.<RequestView>empty()))
                .compose(
                        found ->
                                found.map(view -> visit(caller, openId, view.client(), view))
                                        .orElseGet(Visits::nothing))
                .map(visit -> visit.orElseThrow(Visits::requestUnknown));
    }

    static Refusal sessionUnknown() {
        return new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session");
    }

    static Refusal requestUnknown() {
        return new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such request");
    }

    private <V> Future<Optional<Visit<V>>> visit(
            Caller caller, String openId, ClientId owner, V view) {
        return clients.findMet(owner)
                .map(met -> met.map(Met::outer).filter(outer -> caller.owns(outer, openId)))
                .compose(outer -> outer.map(this::recognise).orElseGet(Visits::nothing))
                .map(visitor -> visitor.map(one -> new Visit<>(one, view)));
    }

    private Future<Optional<Visitor>> recognise(OuterId outer) {
        return clients.recognise(outer)
                .map(found -> found.map(client -> new Visitor(client, outer)));
    }

    private static <V> Future<Optional<V>> nothing() {
        return Future.succeededFuture(Optional.empty());
    }
}
