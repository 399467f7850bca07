package dev.deskbus.port;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients, their logins and their tokens. */
public interface ClientStore {
    /** The client of that login name with its password hash; empty when there is none. */
    Future<Optional<Login>> findLogin(TenantId tenant, String loginName);

    /**
     * The client of that login name, made when new; non-empty name and portrait overwrite (V2-6).
     */
    Future<Client> register(TenantId tenant, String loginName, String name, String portrait);

    /** The client behind that visitor id, made when new (V2-7). */
    Future<Client> visit(TenantId tenant, String visitorId);

    /**
     * The client that a third party calls that, made when new; non-empty name and portrait
     * overwrite (V1-4). It is alive.
     */
    Future<Client> meet(TenantId tenant, OuterId outer, String name, String portrait);

    /**
     * The client that a third party calls that; empty when it was never met. To be asked for is a
     * sign of life of a client without a token (WX-22), known to ten seconds.
     */
    Future<Optional<Client>> recognise(OuterId outer);

    /** What its third party calls that client; empty for one that came by a login. */
    Future<Optional<Met>> findMet(ClientId client);

    /** Notes a new token. */
    Future<Void> issueToken(TokenKey key, Grant grant);

    /** Who holds the token; using it makes it live another 24 hours (V2-4). */
    Future<Optional<Holder>> useToken(TokenKey key);

    /** A client of that tenant, and whether anybody has said who it is (V2-31). */
    Future<Optional<Named>> findNamed(TenantId tenant, ClientId client);

    /** Ends a token; whether it was alive. */
    Future<Boolean> revokeToken(TokenKey key);

    /**
     * Notes that a signature let somebody in; false when it did so before, on whatever node.
     *
     * @param until when it is too old anyway, and can be forgotten
     */
    Future<Boolean> useSignature(String digest, Instant until);

    /** A client with a password. */
    record Login(Client client, @Nullable String passwordHash) {}

    /**
     * What a token allows.
     *
     * @param wholeHistory whether the client's whole history may be read, or only what was begun
     *     under this token (V2-5)
     */
    record Grant(ClientId client, String integration, boolean wholeHistory) {}

    /**
     * A live token, or a client that its third party vouches for.
     *
     * @param key the token; null for a client without one
     * @param wire what the client speaks
     */
    record Holder(
            @Nullable TokenKey key,
            Protocol wire,
            Client client,
            Integration integration,
            boolean wholeHistory) {}

    /**
     * A client.
     *
     * @param known whether it has a name to log in by, or a third party vouches for it
     */
    record Named(ClientId id, boolean known) {}

    /** A client and what its third party calls it. */
    record Met(Client client, OuterId outer) {}
}
