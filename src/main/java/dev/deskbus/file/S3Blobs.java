package dev.deskbus.file;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.port.FileStore.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Contents in a bucket of an S3-compatible server, one object each. What passes through is streamed
 * both ways. What fails by the server's fault is tried again.
 */
final class S3Blobs implements Blobs {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int SERVERS_FAULT = 500;
    private static final int CONNECTIONS = 64;
    private static final int CONNECT_MILLIS = 3000;
    private static final int IDLE_SECONDS = 20;
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 200;

    private final Vertx vertx;
    private final S3Bucket bucket;
    private final S3Signature signature;
    private final HttpClient client;

    S3Blobs(Vertx vertx, S3Bucket bucket) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.signature = new S3Signature(bucket);
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setIdleTimeout(IDLE_SECONDS)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    @Override
    public Future<Void> put(FileId id, Path spooled, String type) {
        return persist(ATTEMPTS, () -> putOnce(id, spooled, type))
                .eventually(() -> vertx.fileSystem().delete(spooled.toString()));
    }

    @Override
    public Future<Optional<Content>> open(FileId id, long from, long length) {
        return persist(ATTEMPTS, () -> openOnce(id, from, length));
    }

    @Override
    public Future<Void> remove(FileId id) {
        return persist(
                ATTEMPTS,
                () ->
                        request(
                                        HttpMethod.DELETE,
                                        id,
                                        signature.sign(SdkHttpMethod.DELETE, uri(id)))
                                .compose(request -> request.send().compose(S3Blobs::gone)));
    }

    private static Future<Void> gone(HttpClientResponse response) {
        return response.statusCode() == NOT_FOUND
                ? response.body().mapEmpty()
                : expect(response, NO_CONTENT, OK);
    }

    private Future<Void> putOnce(FileId id, Path spooled, String type) {
        return vertx.executeBlocking(
                        () ->
                                new Body(
                                        Files.size(spooled),
                                        signature.signPut(uri(id), spooled, type)),
                        false)
                .map(Objects::requireNonNull)
                .compose(
                        body ->
                                request(HttpMethod.PUT, id, body.headers())
                                        .compose(request -> send(request, spooled, body.size())));
    }

    /** The answer is read at once, for it waits for nobody. */
    private Future<Void> send(HttpClientRequest request, Path spooled, long size) {
        request.putHeader("Content-Length", Long.toString(size));
        return vertx.fileSystem()
                .open(spooled.toString(), new OpenOptions().setRead(true).setWrite(false))
                .compose(
                        file ->
                                request.send(file)
                                        .compose(response -> expect(response, OK, OK))
                                        .eventually(file::close))
                .onFailure(_ -> request.reset());
    }

    private Future<Optional<Content>> openOnce(FileId id, long from, long length) {
        return request(HttpMethod.GET, id, signature.sign(SdkHttpMethod.GET, uri(id)))
                .compose(
                        request ->
                                request.putHeader(
                                                "Range",
                                                "bytes=" + from + "-" + (from + length - 1))
                                        .send()
                                        .compose(S3Blobs::content));
    }

    private static Future<Optional<Content>> content(HttpClientResponse response) {
        if (response.statusCode() == NOT_FOUND) {
            return response.body().map(Optional.empty());
        }
        if (response.statusCode() != PARTIAL) {
            return refuse(response);
        }
        response.pause();
        return Future.succeededFuture(
                Optional.of(
                        target ->
                                response.pipeTo(target)
                                        .onFailure(_ -> response.request().reset())));
    }

    /**
     * Whoever sends it looks at the answer before the step that began with it is over: what comes
     * after that may run in another context, where the answer can have ended before it is read.
     */
    private Future<HttpClientRequest> request(
            HttpMethod method, FileId id, Map<String, List<String>> headers) {
        return client.request(
                        new RequestOptions().setMethod(method).setAbsoluteURI(uri(id).toString()))
                .onSuccess(request -> headers.forEach(request::putHeader));
    }

    private URI uri(FileId id) {
        String base = bucket.endpoint().toString();
        String slash = base.endsWith("/") ? "" : "/";
        return URI.create(base + slash + bucket.bucket() + "/" + id.value());
    }

    private static Future<Void> expect(HttpClientResponse response, int status, int or) {
        int actual = response.statusCode();
        return actual == status || actual == or ? response.body().mapEmpty() : refuse(response);
    }

    /** The answer's words may hold our key; the log needs no more than the number. */
    private static <T> Future<T> refuse(HttpClientResponse response) {
        int status = response.statusCode();
        return response.body()
                .otherwiseEmpty()
                .compose(
                        _ ->
                                Future.failedFuture(
                                        status >= SERVERS_FAULT
                                                ? new Refusal(
                                                        ErrorCode.UNAVAILABLE,
                                                        "S3 answered " + status)
                                                : new IllegalStateException(
                                                        "S3 answered " + status)));
    }

    private <T> Future<T> persist(int attempts, Supplier<Future<T>> call) {
        return call.get()
                .recover(
                        failure ->
                                attempts == 1 || failure instanceof IllegalStateException
                                        ? Future.failedFuture(failure)
                                        : vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                                .compose(_ -> persist(attempts - 1, call)));
    }

    /** What is put: how long it is, and the headers that say so. */
    private record Body(long size, Map<String, List<String>> headers) {}
}
