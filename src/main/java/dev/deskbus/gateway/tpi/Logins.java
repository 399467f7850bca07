package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.BlackList;
import dev.deskbus.gateway.http.Cidrs;
import dev.deskbus.gateway.http.HmacSign.OneUse;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.gateway.tpi.Guesses.Guess;
import dev.deskbus.gateway.tpi.Senders.Sender;
import dev.deskbus.gateway.tpi.TpiRequests.LogOn;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Login;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Types 1, 3, 4 and 5: lets clients and agents in. */
final class Logins {
    private static final int LONGEST_NAME = 255;

    private final World world;
    private final Senders senders;
    private final ClientStore clients;
    private final Tokens tokens;
    private final Guesses guesses;
    private final AgentLogins agents;
    private final Throttle visits;
    private final BlackList blackList;

    Logins(World world, Senders senders, Tokens tokens) {
        this.world = world;
        this.senders = senders;
        this.clients = world.clients();
        this.tokens = tokens;
        TpiSettings.Logins limits = world.settings().logins();
        this.guesses = new Guesses(world.vertx(), limits);
        this.agents = new AgentLogins(world, guesses);
        this.visits = new Throttle(limits.loginsPerAddress(), Duration.ofMinutes(1));
        this.blackList = new BlackList(world.settings().blackList());
    }

    /**
     * Who wants to come in, by which integration.
     *
     * @param trusted whether the integration trusts the server that asks, by its address
     * @param signed whether the request is signed with a key of the integration (decision G-10)
     * @param address whose guesses are counted; empty when a trusted server does not say
     */
    record Caller(
            Integration integration,
            boolean trusted,
            boolean signed,
            Optional<InetAddress> address) {
        /** Whether a login by name alone reads all that was ever said (decision V2-5). */
        boolean readsWholeHistory() {
            return trusted || signed;
        }
    }

    /**
     * The caller, from its signature, its address, and what only trusted servers may say (G-14,
     * G-15). An HMAC signature lets in once: who overheard it comes too late on every node.
     */
    Future<Caller> findCaller(Sent sent) {
        return senders.findSender(sent)
                .compose(sender -> useUp(sender.verdict().oneUse()).map(sender))
                .map(sender -> caller(sender, sent));
    }

    private static Caller caller(Sender sender, Sent sent) {
        boolean trusted = Cidrs.of(sender.integration().trustedCallers()).contains(sent.address());
        String ip = sent.fields().textOrEmpty("ip", LONGEST_NAME);
        return new Caller(
                sender.integration(),
                trusted,
                sender.verdict().signed(),
                trusted ? Cidrs.literal(ip) : Optional.of(sent.address()));
    }

    private Future<Void> useUp(Optional<OneUse> signature) {
        if (signature.isEmpty()) {
            return Future.succeededFuture();
        }
        OneUse use = signature.get();
        return clients.useSignature(use.digest(), use.until())
                .map(
                        first -> {
                            if (!first) {
                                throw new Refusal(
                                        ErrorCode.SIGNATURE_INVALID, "the signature was used");
                            }
                            return null;
                        });
    }

    /**
     * Lets the client in; fails with {@code CREDENTIALS_WRONG} or {@code OVERLOADED}, and for
     * whoever is on the black list with {@code CALLER_NOT_ALLOWED}. A trusted server is never on
     * it, but the addresses that it names are.
     */
    Future<TpiReplies> serve(TpiRequests.Anonymous request, Caller caller) {
        if (!caller.address()
                .map(InetAddress::getHostAddress)
                .map(blackList::admits)
                .orElse(true)) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "on the black list");
        }
        TenantId tenant = caller.integration().tenant();
        return switch (request) {
            case LogOn logOn -> logOn(logOn, caller);
            case TpiRequests.AgentLogOn logOn -> agents.logOn(logOn, caller);
            case TpiRequests.LogOnOrRegister(var loginName, var name, var portrait) ->
                    admit(caller)
                            .compose(_ -> clients.register(tenant, loginName, name, portrait))
                            .compose(client -> issue(client, caller, caller.readsWholeHistory()));
            case TpiRequests.VisitorLogOn(var visitorId) ->
                    admit(caller)
                            .compose(_ -> clients.visit(tenant, visitorId))
                            .compose(client -> issue(client, caller, true));
        };
    }

    private Future<TpiReplies> logOn(LogOn logOn, Caller caller) {
        TenantId tenant = caller.integration().tenant();
        return guesses.check(
                        Guess.of(tenant.value() + "/" + logOn.loginName(), caller.address()),
                        () ->
                                clients.findLogin(tenant, logOn.loginName())
                                        .compose(login -> verify(logOn.password(), login)))
                .compose(client -> issue(client, caller, true));
    }

    /** Takes as long for a login name that does not exist (decision V2-60). */
    private Future<Optional<Client>> verify(String password, Optional<Login> login) {
        String hash = login.isPresent() ? login.get().passwordHash() : null;
        return world.passwords()
                .verify(password, hash)
                .map(fits -> fits ? login.map(Login::client) : Optional.empty());
    }

    private Future<Void> admit(Caller caller) {
        boolean admitted =
                caller.trusted()
                        || caller.address()
                                .map(address -> visits.tryTake(address.getHostAddress()))
                                .orElse(true);
        return admitted
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new Refusal(ErrorCode.OVERLOADED, "too many logins from one address"));
    }

    private Future<TpiReplies> issue(Client client, Caller caller, boolean wholeHistory) {
        return tokens.issue(client, caller.integration().name(), wholeHistory);
    }
}
