package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.http.AnswerBody;
import dev.deskbus.gateway.http.StrictUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Fetches a picture that is to be kept here: only from where the integration may be called back, by
 * the address that was vetted, never along a redirect, and never more than so much (decisions
 * V2-21, G-23).
 */
final class PictureFetch {
    private static final int OK = 200;
    private static final int CONNECT_MILLIS = 3_000;
    private static final long TOTAL_MILLIS = 8_000;
    private static final int LONGEST = 10 * 1024 * 1024;
    private static final int AT_ONCE = 8;

    private final Vertx vertx;
    private final AddressVetting vetting;
    private final HttpClientAgent client;

    PictureFetch(Vertx vertx, AddressVetting vetting) {
        this.vertx = vertx;
        this.vetting = vetting;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
                        new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(AT_ONCE));
    }

    /** What lies there; fails when it may not be fetched, or cannot be. */
    Future<Buffer> fetch(String address, Integration integration) {
        URI uri;
        StrictUrl url;
        try {
            uri = new URI(new URI(address).toASCIIString());
            url =
                    StrictUrl.parse(
                            uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
        } catch (URISyntaxException | Refusal _) {
            return Future.failedFuture(refusal("the address is no plain URL"));
        }
        String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
        String there = uri.getRawPath() + query;
        return vetting.vet(url, integration)
                .map(found -> url.request(HttpMethod.GET, found.getFirst(), there))
                .compose(options -> client.request(options))
                .compose(this::send);
    }

    private Future<Buffer> send(HttpClientRequest request) {
        long deadline = vertx.setTimer(TOTAL_MILLIS, _ -> request.reset());
        return request.send()
                .compose(response -> read(request, response))
                .onComplete(_ -> vertx.cancelTimer(deadline));
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
