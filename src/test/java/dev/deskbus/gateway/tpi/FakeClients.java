package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.Passwords;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Clients in memory; the hash of a password is the password with a hash sign before it. */
final class FakeClients implements ClientStore, Passwords {
    final Map<String, Client> byName = new ConcurrentHashMap<>();
    final Map<TokenKey, Grant> grants = new ConcurrentHashMap<>();
    final Map<ClientId, Met> met = new ConcurrentHashMap<>();
    final Set<String> signatures = ConcurrentHashMap.newKeySet();
    final AtomicInteger verified = new AtomicInteger();
    private final FakeDirectory directory;

    /** With which clients were registered. */
    final List<String> portraits = new CopyOnWriteArrayList<>();

    FakeClients(FakeDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Future<Optional<Login>> findLogin(TenantId tenant, String loginName) {
        return Future.succeededFuture(
                loginName.equals("lori")
                        ? Optional.of(new Login(client(tenant, "lori"), "#lori-demo"))
                        : Optional.empty());
    }

    @Override
    public Future<Client> register(
            TenantId tenant, String loginName, String name, String portrait) {
        portraits.add(portrait);
        return Future.succeededFuture(client(tenant, loginName));
    }

    @Override
    public Future<Client> visit(TenantId tenant, String visitorId) {
        return Future.succeededFuture(client(tenant, "visitor-" + visitorId));
    }

    private Client client(TenantId tenant, String name) {
        return byName.computeIfAbsent(
                name, _ -> new Client(new ClientId("client-" + byName.size()), tenant, name, ""));
    }

    @Override
    public Future<Client> meet(TenantId tenant, OuterId outer, String name, String portrait) {
        Client client = client(tenant, outer.integration() + "/" + outer.id());
        met.put(client.id(), new Met(client, outer));
        return Future.succeededFuture(client);
    }

    @Override
    public Future<Optional<Client>> recognise(OuterId outer) {
        return Future.succeededFuture(
                Optional.ofNullable(byName.get(outer.integration() + "/" + outer.id())));
    }

    @Override
    public Future<Optional<Met>> findMet(ClientId client) {
        return Future.succeededFuture(Optional.ofNullable(met.get(client)));
    }

    @Override
    public Future<Void> issueToken(TokenKey key, Grant grant) {
        grants.put(key, grant);
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<Holder>> useToken(TokenKey key) {
        return Future.succeededFuture(
                Optional.ofNullable(grants.get(key)).map(grant -> holder(key, grant)));
    }

    private Holder holder(TokenKey key, Grant grant) {
        Client client =
                byName.values().stream()
                        .filter(c -> c.id().equals(grant.client()))
                        .findAny()
                        .orElseThrow();
        return new Holder(
                key,
                Protocol.TPI_V2,
                client,
                directory.integration(
                        grant.integration(), client.tenant(), "http://crm.internal/chat"),
                grant.wholeHistory());
    }

    /** Visitors are unknown, everybody else is not. */
    @Override
    public Future<Optional<Named>> findNamed(TenantId tenant, ClientId client) {
        return Future.succeededFuture(
                byName.entrySet().stream()
                        .filter(each -> each.getValue().id().equals(client))
                        .filter(each -> each.getValue().tenant().equals(tenant))
                        .map(each -> new Named(client, !each.getKey().startsWith("visitor-")))
                        .findAny());
    }

    @Override
    public Future<Boolean> revokeToken(TokenKey key) {
        return Future.succeededFuture(grants.remove(key) != null);
    }

    @Override
    public Future<Boolean> useSignature(String digest, Instant until) {
        return Future.succeededFuture(signatures.add(digest));
    }

    @Override
    public Future<Boolean> verify(String password, @Nullable String hash) {
        verified.incrementAndGet();
        return Future.succeededFuture(("#" + password).equals(hash));
    }

    @Override
    public Future<String> hash(String password) {
        throw new AssertionError("not for TPI");
    }
}
