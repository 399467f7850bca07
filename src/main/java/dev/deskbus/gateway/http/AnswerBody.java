package dev.deskbus.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;

/** Reads what another server answers, and never more of it than is wanted. */
public final class AnswerBody {
    private AnswerBody() {}

    /**
     * The whole body; empty when it is longer than so many bytes: the rest is not waited for, the
     * request is reset. Fails when the connection does.
     */
    public static Future<Optional<Buffer>> read(
            HttpClientRequest request, HttpClientResponse response, int longest) {
        Promise<Optional<Buffer>> body = Promise.promise();
        Buffer soFar = Buffer.buffer();
        response.exceptionHandler(body::tryFail);
        response.endHandler(_ -> body.tryComplete(Optional.of(soFar)));
        response.handler(
                part -> {
                    if (soFar.length() + part.length() > longest) {
                        body.tryComplete(Optional.empty());
                        request.reset();
                    } else {
                        soFar.appendBuffer(part);
                    }
                });
        return body.future();
    }
}
