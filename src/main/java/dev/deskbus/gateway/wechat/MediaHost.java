package dev.deskbus.gateway.wechat;

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
import java.util.Map;
import java.util.function.Function;

/**
 * Asks the hosts of service accounts: at the address that is given and nowhere else, no redirect
 * followed, and the connection cut when the time is over.
 */
final class MediaHost {
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final MediaRules rules;

    MediaHost(Vertx vertx, MediaRules rules) {
        this.vertx = vertx;
        this.rules = rules;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(rules.connect().toMillis()))
                                .setKeepAliveTimeout(10),
                        new PoolOptions()
                                .setHttp1MaxSize(rules.places())
                                .setMaxWaitQueueSize(rules.places()));
    }

    /** An answer that was not 200, by its status. */
    static final class NotOk extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        NotOk(int status) {
            super("status " + status, null, false, false);
            this.status = status;
        }

        /** Whether asking again might help. */
        boolean isPassing() {
            return status >= 500 || status == 429 || status == 408;
        }
    }

    /** What takes an answer; when it fails, the rest of the answer is not waited for. */
    interface Taker<T> extends Function<PeekedBody, Future<T>> {}

    /** Posts JSON; what {@code taker} makes of an answer with status 200. */
    <T> Future<T> post(String url, Buffer body, Map<String, String> headers, Taker<T> taker) {
        RequestOptions options =
                options(HttpMethod.POST, url)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8");
        headers.forEach(options::putHeader);
        return call(options, request -> request.send(body), taker);
    }

    /** Gets what lies there. */
    <T> Future<T> get(String url, Taker<T> taker) {
        return call(options(HttpMethod.GET, url), HttpClientRequest::send, taker);
    }

    private static RequestOptions options(HttpMethod method, String url) {
        return new RequestOptions().setMethod(method).setAbsoluteURI(url).setFollowRedirects(false);
    }

    private <T> Future<T> call(
            RequestOptions options,
            Function<HttpClientRequest, Future<HttpClientResponse>> send,
            Taker<T> taker) {
        return client.request(options)
                .compose(
                        request -> {
                            long deadline =
                                    vertx.setTimer(rules.total().toMillis(), _ -> request.reset());
                            return send.apply(request)
                                    .compose(response -> body(response).compose(taker))
                                    .onFailure(_ -> request.reset())
                                    .onComplete(_ -> vertx.cancelTimer(deadline));
                        });
    }

    private static Future<PeekedBody> body(HttpClientResponse response) {
        if (response.statusCode() == OK) {
            return PeekedBody.of(response);
        }
        response.exceptionHandler(_ -> {});
        return Future.failedFuture(new NotOk(response.statusCode()));
    }
}
