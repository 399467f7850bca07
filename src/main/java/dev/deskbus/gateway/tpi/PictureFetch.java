package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.AnswerBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Fetches a picture that is to be kept here: only from hosts that the integration is called back
 * at, never along a redirect, and never more than so much (decisions V2-21, G-23).
 */
final class PictureFetch {
    private static final int OK = 200;
    private static final int CONNECT_MILLIS = 3_000;
    private static final long TOTAL_MILLIS = 8_000;
    private static final int LONGEST = 10 * 1024 * 1024;
    private static final int AT_ONCE = 8;

    private final Vertx vertx;
    private final HttpClientAgent client;

    PictureFetch(Vertx vertx) {
        this.vertx = vertx;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
                        new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(AT_ONCE));
    }

    /** What lies there; fails when it may not be fetched, or cannot be. */
    Future<Buffer> fetch(String url, Integration integration) {
        RequestOptions options;
        try {
            options = options(new URI(url), integration);
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Future.failedFuture(refusal("the address is no URL"));
        }
        return client.request(options)
                .compose(
                        request -> {
                            long deadline = vertx.setTimer(TOTAL_MILLIS, _ -> request.reset());
                            return request.send()
                                    .compose(response -> read(request, response))
                                    .onComplete(_ -> vertx.cancelTimer(deadline));
                        });
    }

    private static RequestOptions options(URI url, Integration integration) {
        String host = url.getHost();
        if (host == null
                || !CallbackAddress.isAllowed(
                        host.toLowerCase(Locale.ROOT), integration.callbackHosts())) {
            throw refusal("nothing is fetched from that host");
        }
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toASCIIString())
                .setFollowRedirects(false);
    }

    private static Future<Buffer> read(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() != OK) {
            request.reset();
            return Future.failedFuture(refusal("status " + response.statusCode()));
        }
        return AnswerBody.read(request, response, LONGEST)
                .map(body -> body.orElseThrow(() -> refusal("it is too large")));
    }

    private static Refusal refusal(String why) {
        return new Refusal(ErrorCode.PICTURE_NOT_STORED, why);
    }
}
