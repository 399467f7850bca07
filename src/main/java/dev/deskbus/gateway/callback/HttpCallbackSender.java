package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.http.StrictUrl;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.CallbackSender;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Met;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells third parties over HTTP, in the words of the wire that their clients came by. */
public final class HttpCallbackSender implements CallbackSender {
    private static final CallbackOutcome NOT_OURS =
            new Retryable("not sent: the shard is not ours any more");

    private final AgentDirectory directory;
    private final ClientStore clients;
    private final CallbackCodecs codecs;
    private final AddressVetting vetting;
    private final CallbackPost post;
    private final SendRules rules;
    private final AbsentEndpoints absent;

    /** A sender with connections of its own; they close with {@code vertx}. */
    public HttpCallbackSender(
            Vertx vertx,
            AgentDirectory directory,
            ClientStore clients,
            CallbackCodecs codecs,
            AddressVetting vetting,
            SendRules rules) {
        this.directory = directory;
        this.clients = clients;
        this.codecs = codecs;
        this.vetting = vetting;
        this.post = new CallbackPost(vertx, rules);
        this.rules = rules;
        this.absent = new AbsentEndpoints(rules.absentMemory(), System::nanoTime);
    }

    @Override
    public Future<CallbackOutcome> send(Delivery delivery, BooleanSupplier mayStill) {
        String name = delivery.entry().target().integration();
        return Future.<Void>succeededFuture()
                .compose(_ -> directory.findIntegration(name))
                .compose(
                        found ->
                                found.map(integration -> send(delivery, integration, mayStill))
                                        .orElseGet(() -> done(new Final("no integration " + name))))
                .timeout(rules.total().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(HttpCallbackSender::outcomeOf);
    }

    private Future<CallbackOutcome> send(
            Delivery delivery, Integration integration, BooleanSupplier mayStill) {
        Callback callback = delivery.entry().callback();
        CallbackTarget target = delivery.entry().target();
        if (isSuppressed(callback, integration)) {
            return done(new Taken());
        }
        return switch (target.protocol()) {
            case TPI_V2 ->
                    cards(TpiCallbackCodec.agentsOf(callback))
                            .map(cards -> codecs.tpi().encode(callback, cards))
                            .compose(call -> send(delivery, integration, mayStill, call));
            case TPI_V1 ->
                    clients.findMet(callback.client())
                            .compose(
                                    met ->
                                            met.isPresent()
                                                    ? sendV1(
                                                            delivery,
                                                            integration,
                                                            mayStill,
                                                            met.get())
                                                    : done(new Final("no such client of theirs")));
            case WECHAT -> done(new Final("nothing speaks " + target.protocol()));
        };
    }

    private Future<CallbackOutcome> sendV1(
            Delivery delivery, Integration integration, BooleanSupplier mayStill, Met met) {
        Callback callback = delivery.entry().callback();
        return cards(TpiCallbackCodec.agentsOf(callback))
                .map(
                        cards ->
                                codecs.tpiV1()
                                        .encode(
                                                callback,
                                                cards,
                                                met.outer().id(),
                                                integration.createOnFailure()))
                .compose(call -> send(delivery, integration, mayStill, call));
    }

    private Future<CallbackOutcome> send(
            Delivery delivery,
            Integration integration,
            BooleanSupplier mayStill,
            Optional<TpiCall> call) {
        return call.map(one -> call(delivery, integration, mayStill, one))
                .orElseGet(() -> done(new Taken()));
    }

    private Future<CallbackOutcome> call(
            Delivery delivery, Integration integration, BooleanSupplier mayStill, TpiCall call) {
        StrictUrl url = StrictUrl.parse(delivery.entry().target().baseUrl());
        String endpoint = delivery.entry().target().baseUrl() + "/" + call.name();
        if (call.isOptional() && absent.contains(endpoint)) {
            return done(new Absent());
        }
        return vetting.vet(url, integration)
                .map(found -> found.get(Math.floorMod(delivery.attempt() - 1, found.size())))
                .compose(
                        address ->
                                mayStill.getAsBoolean()
                                        ? post.post(
                                                url, address, call, delivery, integration.signing())
                                        : done(NOT_OURS))
                .onSuccess(
                        outcome -> {
                            if (outcome instanceof Absent) {
                                absent.add(endpoint);
                            }
                        });
    }

    private Future<Map<AgentId, Agent>> cards(Set<AgentId> agents) {
        List<Future<Optional<Agent>>> found = agents.stream().map(directory::findAgent).toList();
        return Future.all(found)
                .map(
                        all -> {
                            Map<AgentId, Agent> cards = new HashMap<>();
                            all.<Optional<Agent>>list()
                                    .forEach(one -> one.ifPresent(a -> cards.put(a.id(), a)));
                            return cards;
                        });
    }

    /** Decision V2-47. */
    private static boolean isSuppressed(Callback callback, Integration integration) {
        return integration.suppressAccepted()
                && callback instanceof RequestStatusChanged changed
                && changed.status() == RequestStatus.ACCEPTED;
    }

    private static CallbackOutcome outcomeOf(Throwable cause) {
        return cause instanceof Refusal refusal
                        && refusal.code() == ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED
                ? new Final(String.valueOf(refusal.getMessage()))
                : new Retryable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static Future<CallbackOutcome> done(CallbackOutcome outcome) {
        return Future.succeededFuture(outcome);
    }
}
