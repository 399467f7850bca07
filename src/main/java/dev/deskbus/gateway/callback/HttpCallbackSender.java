package dev.deskbus.gateway.callback;

import dev.deskbus.deadline.Deadline;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.port.CallbackSender;
import dev.deskbus.port.ClientStore.Met;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells third parties over HTTP, in the words of the wire that their clients came by. */
public final class HttpCallbackSender implements CallbackSender {
    private static final String NO_SUCH_CLIENT = "no such client of theirs";

    private final ThirdParties parties;
    private final CallbackCodecs codecs;
    private final SendRules rules;
    private final Calling calling;
    private final WeChatCalls weChat;

    /** A sender with connections of its own; they close with {@code vertx}. */
    public HttpCallbackSender(
            Vertx vertx,
            ThirdParties parties,
            CallbackCodecs codecs,
            AddressVetting vetting,
            SendRules rules) {
        this.parties = parties;
        this.codecs = codecs;
        this.rules = rules;
        var absent = new AbsentEndpoints(rules.absentMemory(), System::nanoTime);
        this.calling = new Calling(new CallbackPost(vertx, rules), vetting::vet, absent);
        this.weChat =
                new WeChatCalls(
                        parties,
                        codecs.weChat(),
                        () ->
                                new Calling(
                                        new CallbackPost(vertx, rules),
                                        (url, _) -> vetting.locate(url),
                                        absent));
    }

    @Override
    public Future<CallbackOutcome> send(Delivery delivery, BooleanSupplier mayStill) {
        String name = delivery.entry().target().integration();
        Future<CallbackOutcome> outcome =
                Future.<Void>succeededFuture()
                        .compose(_ -> parties.directory().findIntegration(name))
                        .compose(
                                found ->
                                        found.map(one -> send(new Errand(delivery, one, mayStill)))
                                                .orElseGet(
                                                        () ->
                                                                done(
                                                                        new Final(
                                                                                "no integration "
                                                                                        + name))));
        return Deadline.within(rules.total(), outcome).otherwise(HttpCallbackSender::outcomeOf);
    }

    private Future<CallbackOutcome> send(Errand errand) {
        Callback callback = errand.delivery().entry().callback();
        if (isSuppressed(callback, errand.integration())) {
            return done(new Taken());
        }
        return switch (errand.delivery().entry().target().protocol()) {
            case TPI_V2 ->
                    parties.cards(TpiCallbackCodec.agentsOf(callback))
                            .compose(cards -> sendV2(errand, cards));
            case TPI_V1 ->
                    parties.clients()
                            .findMet(callback.client())
                            .compose(
                                    met ->
                                            met.map(one -> sendV1(errand, one))
                                                    .orElseGet(
                                                            () -> done(new Final(NO_SUCH_CLIENT))));
            case WECHAT -> weChat.send(errand);
        };
    }

    private Future<CallbackOutcome> sendV2(Errand errand, Map<AgentId, Agent> cards) {
        Callback callback = errand.delivery().entry().callback();
        Dialect dialect = errand.integration().dialect();
        TpiCallbackCodec codec = codecs.tpi(dialect.additive());
        return parties.ratings(errand)
                .map(ratings -> codec.encode(callback, cards, ratings, dialect.extras()))
                .compose(call -> send(errand, call))
                .compose(
                        outcome ->
                                outcome instanceof Retryable
                                        ? done(outcome)
                                        : sendBeside(
                                                errand,
                                                codec.encodeBeside(
                                                        callback, cards, dialect.extras()),
                                                outcome));
    }

    /** Both are repeated when the second fails, each under its own delivery id. */
    private Future<CallbackOutcome> sendBeside(
            Errand errand, Optional<TpiCall> call, CallbackOutcome first) {
        return call.isEmpty()
                ? done(first)
                : send(errand, call).map(second -> second instanceof Retryable ? second : first);
    }

    private Future<CallbackOutcome> sendV1(Errand errand, Met met) {
        Callback callback = errand.delivery().entry().callback();
        return parties.cards(TpiCallbackCodec.agentsOf(callback))
                .map(
                        cards ->
                                codecs.tpiV1()
                                        .encode(
                                                callback,
                                                cards,
                                                met.outer().id(),
                                                errand.integration().createOnFailure()))
                .compose(call -> send(errand, call));
    }

    private Future<CallbackOutcome> send(Errand errand, Optional<TpiCall> call) {
        String base = errand.delivery().entry().target().baseUrl();
        return call.map(one -> calling.call(base, one, errand)).orElseGet(() -> done(new Taken()));
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
