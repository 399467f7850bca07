package dev.deskbus.robot;

import dev.deskbus.domain.robot.RobotProfile.Http;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * One POST to an endpoint: no redirect followed, no more of the answer read than is allowed, and
 * the connection cut when the time is over.
 */
final class ChatCompletionPost {
    private static final int CONNECTIONS = 32;
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final RobotRules rules;

    ChatCompletionPost(Vertx vertx, RobotRules rules) {
        this.vertx = vertx;
        this.rules = rules;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(rules.connect().toMillis()))
                                .setKeepAliveTimeout(10),
                        new PoolOptions()
                                .setHttp1MaxSize(CONNECTIONS)
                                .setMaxWaitQueueSize(CONNECTIONS));
    }

    /** The body of an answer with status 200; fails with a {@link NoAnswer} for any other. */
    Future<Buffer> post(Http mind, JsonObject body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(mind.url() + "/chat/completions")
                        .setFollowRedirects(false)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (!mind.key().value().isEmpty()) {
            options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + mind.key().value());
        }
        long limit = mind.timeout().toMillis();
        return client.request(options)
                .compose(
                        request -> {
                            long deadline = vertx.setTimer(limit, _ -> request.reset());
                            return request.send(body.toBuffer())
                                    .compose(response -> read(request, response))
                                    .onComplete(_ -> vertx.cancelTimer(deadline));
                        })
                .timeout(limit, TimeUnit.MILLISECONDS);
    }

    private Future<Buffer> read(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() != OK) {
            response.exceptionHandler(_ -> {});
            return given(request.reset(), "status " + response.statusCode());
        }
        Promise<Buffer> body = Promise.promise();
        Buffer soFar = Buffer.buffer();
        response.exceptionHandler(body::tryFail);
        response.endHandler(_ -> body.tryComplete(soFar));
        response.handler(
                part -> {
                    if (soFar.length() + part.length() > rules.longestAnswer()) {
                        body.tryFail(new NoAnswer("more than " + rules.longestAnswer() + " bytes"));
                        request.reset();
                    } else {
                        soFar.appendBuffer(part);
                    }
                });
        return body.future();
    }

    /** What is left of the answer is not waited for. */
    private static Future<Buffer> given(Future<Void> up, String why) {
        return up.transform(_ -> Future.failedFuture(new NoAnswer(why)));
    }
}
