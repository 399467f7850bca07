package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.gateway.tpi.TpiRequests.ChangeClient;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ClientStore.Named;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Type 5002: a client turns out to be somebody else. Without a signature only somebody unknown may
 * become somebody known, and its login goes on with what it began itself; whoever may not hears the
 * same as of a client that does not exist (decisions V2-31, V2-59).
 */
final class ClientChanges {
    private final World world;
    private final Owned owned;

    ClientChanges(World world, Owned owned) {
        this.world = world;
        this.owned = owned;
    }

    /** Session and login go on as that client's. */
    Future<TpiReplies> change(Holder holder, boolean signed, ChangeClient change) {
        return owned.getOpenSession(holder, change.sessionId())
                .compose(
                        session ->
                                find(holder, change.clientId())
                                        .compose(other -> permit(holder, signed, other))
                                        .compose(other -> rebind(holder, session, other)));
    }

    private Future<Named> find(Holder holder, String clientId) {
        return (ClientId.isWellFormed(clientId)
                        ? world.clients()
                                .findNamed(holder.client().tenant(), new ClientId(clientId))
                        : Future.succeededFuture(Optional.<Named>empty()))
                .map(found -> found.orElseThrow(ClientChanges::unknown));
    }

    private Future<Named> permit(Holder holder, boolean signed, Named other) {
        if (signed || other.id().equals(holder.client().id())) {
            return Future.succeededFuture(other);
        }
        return world.clients()
                .findNamed(holder.client().tenant(), holder.client().id())
                .map(
                        self -> {
                            if (self.isPresent() && !self.get().known() && other.known()) {
                                return other;
                            }
                            throw unknown();
                        });
    }

    private Future<TpiReplies> rebind(Holder holder, SessionView session, Named other) {
        TokenKey key = holder.key();
        if (key == null) {
            return Future.failedFuture(unknown());
        }
        var reply = new TpiReplies.ClientChanged(other.id().value(), session.id());
        if (other.id().equals(holder.client().id())) {
            return Future.succeededFuture(reply);
        }
        var command =
                new Rebind(
                        new CommandId(UUID.randomUUID().toString()),
                        holder.client().id(),
                        other.id(),
                        key);
        return world.bus().ask(Addresses.session(session.id()), command).map(reply);
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.CLIENT_UNKNOWN, "no such client");
    }
}
