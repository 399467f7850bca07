package dev.deskbus.gateway.callback;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** The client of the samples, whom its third party calls otherwise, and nobody else. */
final class FakeNames implements ClientStore {
    private final OuterId outer;

    FakeNames() {
        this(new OuterId(Protocol.TPI_V1, "demo", "their/name"));
    }

    FakeNames(OuterId outer) {
        this.outer = outer;
    }

    @Override
    public Future<Optional<Met>> findMet(ClientId client) {
        return Future.succeededFuture(
                client.equals(Samples.CLIENT)
                        ? Optional.of(
                                new Met(new Client(client, Samples.TENANT, "lori", ""), outer))
                        : Optional.empty());
    }

    @Override
    public Future<Client> meet(TenantId tenant, OuterId outer, String name, String portrait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Client>> recognise(OuterId outer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Login>> findLogin(TenantId tenant, String loginName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Client> register(
            TenantId tenant, String loginName, String name, String portrait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Client> visit(TenantId tenant, String visitorId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> issueToken(TokenKey key, Grant grant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Holder>> useToken(TokenKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Named>> findNamed(TenantId tenant, ClientId client) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> revokeToken(TokenKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> useSignature(String digest, Instant until) {
        throw new UnsupportedOperationException();
    }
}
