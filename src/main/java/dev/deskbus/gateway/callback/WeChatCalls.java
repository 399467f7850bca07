package dev.deskbus.gateway.callback;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import dev.deskbus.gateway.callback.WeChatCallbackCodec.Listener;
import dev.deskbus.gateway.http.WeChatUser;
import dev.deskbus.port.ClientStore.Met;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells WeChat hosts what happened, each account at its own host and over connections of its own:
 * who hangs has only itself to wait for. The host is this installation's own choice and never a
 * caller's, so any address of it will do.
 */
final class WeChatCalls {
    private static final String RATING = "pushRating";

    /** What the document prints for it: {@code /ari//pushRating} (decision WX-17). */
    private static final String LITERAL_RATING = "/pushRating";

    private final ThirdParties parties;
    private final WeChatCallbackCodec codec;
    private final Supplier<Calling> fresh;
    private final Map<String, Calling> callingOf = new ConcurrentHashMap<>();

    /**
     * Calls nobody yet.
     *
     * @param fresh connections for one more account
     */
    WeChatCalls(ThirdParties parties, WeChatCallbackCodec codec, Supplier<Calling> fresh) {
        this.parties = parties;
        this.codec = codec;
        this.fresh = fresh;
    }

    /** One attempt; fails when there is no connection. */
    Future<CallbackOutcome> send(Errand errand) {
        String name = errand.integration().name();
        return parties.accounts()
                .findAccount(name)
                .compose(
                        found ->
                                found.map(account -> send(errand, account))
                                        .orElseGet(() -> done(new Final("no host of " + name))));
    }

    private Future<CallbackOutcome> send(Errand errand, ServiceAccount account) {
        return parties.clients()
                .findMet(errand.delivery().entry().callback().client())
                .map(met -> met.filter(one -> one.outer().wire() == Protocol.WECHAT))
                .compose(
                        met ->
                                met.map(one -> send(errand, account, one))
                                        .orElseGet(
                                                () -> done(new Final("no such client of theirs"))));
    }

    private Future<CallbackOutcome> send(Errand errand, ServiceAccount account, Met met) {
        Callback callback = errand.delivery().entry().callback();
        var listener =
                new Listener(
                        WeChatUser.of(met.outer()),
                        account.numericStatus(),
                        errand.integration().dialect().additive());
        return parties.cards(TpiCallbackCodec.agentsOf(callback))
                .compose(
                        cards ->
                                parties.ratings(errand)
                                        .map(
                                                ratings ->
                                                        codec.encode(
                                                                callback, cards, ratings,
                                                                listener)))
                .compose(call -> send(errand, account, call));
    }

    private Future<CallbackOutcome> send(
            Errand errand, ServiceAccount account, Optional<TpiCall> call) {
        Calling calling = callingOf.computeIfAbsent(errand.integration().name(), _ -> fresh.get());
        return call.map(
                        one ->
                                one.name().equals(RATING)
                                        ? askForRating(calling, account, one, errand)
                                        : calling.call(account.url(), one, errand))
                .orElseGet(() -> done(new Taken()));
    }

    /** A path that is not there is remembered, so that the right one is found once. */
    private static Future<CallbackOutcome> askForRating(
            Calling calling, ServiceAccount account, TpiCall call, Errand errand) {
        TpiCall literal = new TpiCall(LITERAL_RATING, call.body());
        return account.ratingPath() == RatingPath.LITERAL
                ? calling.call(account.url(), literal, errand)
                : calling.call(account.url(), call, errand)
                        .compose(
                                outcome ->
                                        outcome instanceof Absent
                                                        && account.ratingPath() == RatingPath.FIND
                                                ? calling.call(account.url(), literal, errand)
                                                : done(outcome));
    }

    private static Future<CallbackOutcome> done(CallbackOutcome outcome) {
        return Future.succeededFuture(outcome);
    }
}
