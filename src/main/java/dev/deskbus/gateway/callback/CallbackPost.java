package dev.deskbus.gateway.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.gateway.http.AnswerBody;
import dev.deskbus.gateway.http.StrictUrl;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.time.InstantSource;

/**
 * One POST: to the vetted address and nowhere else, no redirect followed, no more of the answer
 * read than is allowed, and the connection cut when the time is over.
 */
final class CallbackPost {
    private static final InstantSource CLOCK = InstantSource.system();

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final SendRules rules;

    CallbackPost(Vertx vertx, SendRules rules) {
        this.vertx = vertx;
        this.rules = rules;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(rules.connect().toMillis()))
                                .setKeepAliveTimeout(10),
                        new PoolOptions()
                                .setHttp1MaxSize(rules.placesPerReceiver())
                                .setMaxWaitQueueSize(rules.placesPerReceiver()));
    }

    Future<CallbackOutcome> post(
            StrictUrl url, InetAddress address, TpiCall call, Delivery delivery, Signing signing) {
        Buffer body = call.body().toBuffer();
        RequestOptions options = options(url, address, call, delivery);
        CallbackSignature.headers(signing, id(call, delivery), body, CLOCK.instant())
                .forEach(options::putHeader);
        return client.request(options)
                .compose(
                        request -> {
                            long deadline =
                                    vertx.setTimer(rules.total().toMillis(), _ -> request.reset());
                            return request.send(body)
                                    .compose(response -> read(request, response, call, delivery))
                                    .onComplete(_ -> vertx.cancelTimer(deadline));
                        });
    }

    private RequestOptions options(
            StrictUrl url, InetAddress address, TpiCall call, Delivery delivery) {
        RequestOptions options =
                url.request(HttpMethod.POST, address, url.path() + "/" + call.name())
                        .setConnectTimeout(rules.connect().toMillis())
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
                        .putHeader("X-Attempt", String.valueOf(delivery.attempt()));
        if (!id(call, delivery).isEmpty()) {
            options.putHeader("X-Delivery-Id", id(call, delivery));
        }
        return options;
    }

    /** Constant over the attempts (decision V2-43); empty past the lane. */
    private static String id(TpiCall call, Delivery delivery) {
        return delivery.number() > 0 ? delivery.number() + call.part() : "";
    }

    private Future<CallbackOutcome> read(
            HttpClientRequest request,
            HttpClientResponse response,
            TpiCall call,
            Delivery delivery) {
        return AnswerBody.read(request, response, rules.longestAnswer())
                .map(
                        answer ->
                                Answers.outcome(
                                        call,
                                        delivery.attempt(),
                                        response.statusCode(),
                                        answer.orElseGet(Buffer::buffer)));
    }
}
