package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Clients whom third parties vouch for, in memory. */
final class MemoryClients implements ClientStore {
    final Map<OuterId, Client> met = new ConcurrentHashMap<>();

    @Override
    public Future<Client> meet(TenantId tenant, OuterId outer, String name, String portrait) {
        return Future.succeededFuture(
                met.merge(
                        outer,
                        new Client(new ClientId("client-" + met.size()), tenant, name, portrait),
                        (known, _) -> known));
    }

    @Override
    public Future<Optional<Client>> recognise(OuterId outer) {
        return Future.succeededFuture(Optional.ofNullable(met.get(outer)));
    }

    @Override
    public Future<Optional<Met>> findMet(ClientId client) {
        return Future.succeededFuture(
                met.entrySet().stream()
                        .filter(each -> each.getValue().id().equals(client))
                        .map(each -> new Met(each.getValue(), each.getKey()))
                        .findAny());
    }

    @Override
    public Future<Optional<Login>> findLogin(TenantId tenant, String loginName) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Client> register(
            TenantId tenant, String loginName, String name, String portrait) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Client> visit(TenantId tenant, String visitorId) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Void> issueToken(TokenKey key, Grant grant) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Optional<Holder>> useToken(TokenKey key) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Optional<Named>> findNamed(TenantId tenant, ClientId client) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Boolean> revokeToken(TokenKey key) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Boolean> useSignature(String digest, Instant until) {
        throw new AssertionError("not for WeChat");
    }
}
