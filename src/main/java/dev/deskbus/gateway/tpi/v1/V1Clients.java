package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.Owned;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ClientStore.Met;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the client that a request of the first edition is about. What was not begun by this edition
 * and by the same integration is not there (decision V1-3).
 */
final class V1Clients {
    private final ClientStore clients;
    private final ConversationViews views;

    V1Clients(ClientStore clients, ConversationViews views) {
        this.clients = clients;
        this.views = views;
    }

    /** The integration's client of that name, made when new; refuses an empty one (V1-4). */
    Future<Holder> meet(Integration integration, String clientId, String nickname) {
        if (clientId.isEmpty()) {
            return Future.failedFuture(nameless());
        }
        var outer = new OuterId(Protocol.TPI_V1, integration.name(), clientId);
        return clients.meet(integration.tenant(), outer, nickname, "")
                .map(client -> holder(client, integration));
    }

    /** Whose request it is; fails with {@code REQUEST_UNKNOWN}. */
    Future<Holder> ofRequest(Integration integration, long id) {
        return (Owned.isPossible(id)
                        ? views.findRequest(new RequestId(id))
                        : Future.succeededFuture(Optional.<RequestView>empty()))
                .compose(found -> findMet(integration, found.map(RequestView::client)))
                .map(met -> required(met, integration, ErrorCode.REQUEST_UNKNOWN));
    }

    /** Whose session it is; fails with {@code SESSION_UNKNOWN}. */
    Future<Holder> ofSession(Integration integration, long id) {
        return findOfSession(integration, id, _ -> true)
                .map(met -> required(met, integration, ErrorCode.SESSION_UNKNOWN));
    }

    /** The same, if it is open; fails with {@code SESSION_UNKNOWN}. */
    Future<Holder> ofOpenSession(Integration integration, long id) {
        return findOfSession(integration, id, SessionView::open)
                .map(met -> required(met, integration, ErrorCode.SESSION_UNKNOWN));
    }

    /** The same, if it is that client's too; fails with {@code SESSION_UNKNOWN} (V1-5). */
    Future<Holder> ofOpenSession(Integration integration, long id, String clientId) {
        if (clientId.isEmpty()) {
            return Future.failedFuture(nameless());
        }
        return findOfSession(integration, id, SessionView::open)
                .map(met -> met.filter(one -> one.outer().id().equals(clientId)))
                .map(met -> required(met, integration, ErrorCode.SESSION_UNKNOWN));
    }

    private Future<Optional<Met>> findOfSession(
            Integration integration, long id, Predicate<SessionView> wanted) {
        return (Owned.isPossible(id)
                        ? views.findSession(new SessionId(id))
                        : Future.succeededFuture(Optional.<SessionView>empty()))
                .map(found -> found.filter(session -> session.token() == null).filter(wanted))
                .compose(found -> findMet(integration, found.map(SessionView::client)));
    }

    private Future<Optional<Met>> findMet(Integration integration, Optional<ClientId> client) {
        return client.map(clients::findMet)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.filter(met -> isOf(integration, met.outer())))
                .compose(this::seen);
    }

    /** To be asked for is a sign of life: this wire has no token that would show it (V2-58). */
    private Future<Optional<Met>> seen(Optional<Met> found) {
        return found.isEmpty()
                ? Future.succeededFuture(found)
                : clients.recognise(found.get().outer()).map(_ -> found);
    }

    private static boolean isOf(Integration integration, OuterId outer) {
        return outer.wire() == Protocol.TPI_V1 && outer.integration().equals(integration.name());
    }

    private static Holder required(
            Optional<Met> met, Integration integration, ErrorCode otherwise) {
        return met.map(one -> holder(one.client(), integration))
                .orElseThrow(() -> new Refusal(otherwise, "no such id"));
    }

    private static Holder holder(Client client, Integration integration) {
        return new Holder(null, Protocol.TPI_V1, client, integration, false);
    }

    private static Refusal nameless() {
        return new Refusal(ErrorCode.CLIENT_UNKNOWN, "clientId is empty");
    }
}
