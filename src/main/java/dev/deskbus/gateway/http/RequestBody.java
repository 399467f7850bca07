package dev.deskbus.gateway.http;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * Gathers the body of one request, whatever its content type says (decision R4), and never more
 * than the limit. A body that is too long is read to its end, so that its sender can hear the
 * answer, but not kept.
 */
public final class RequestBody {
    private static final int PATIENCE_FACTOR = 4;
    private static final long NO_ERROR = 0;

    private final HttpServerRequest request;
    private final int limit;
    private final Promise<Buffer> done = Promise.promise();
    private final Buffer gathered = Buffer.buffer();
    private long length;

    private RequestBody(HttpServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * Reads it. Call before anything else has read the request. Fails with {@link TooLong} when it
     * is longer than {@code limit} bytes, with {@code BODY_UNREADABLE} when it breaks off or takes
     * longer than {@code patience}.
     */
    public static Future<Buffer> read(
            Vertx vertx, HttpServerRequest request, int limit, Duration patience) {
        var body = new RequestBody(request, limit);
        body.start();
        // Most are here already, and need no clock.
        vertx.runOnContext(_ -> body.giveUpAfter(vertx, patience));
        return body.done.future();
    }

    private void giveUpAfter(Vertx vertx, Duration patience) {
        if (!done.future().isComplete()) {
            long timer =
                    vertx.setTimer(patience.toMillis(), _ -> giveUp("the body came too slowly"));
            done.future().onComplete(_ -> vertx.cancelTimer(timer));
        }
    }

    private void start() {
        if (awaitsConsent(request)) {
            request.response().writeContinue();
        }
        request.handler(this::onChunk);
        request.exceptionHandler(_ -> giveUp("the body broke off"));
        request.endHandler(
                _ -> {
                    if (length > limit) {
                        done.tryFail(tooLong());
                    } else {
                        done.tryComplete(gathered);
                    }
                });
    }

    /** Whether the sender waits for a word before it sends the body (RFC 9110, Expect). */
    public static boolean awaitsConsent(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private void onChunk(Buffer chunk) {
        length += chunk.length();
        if (length <= limit) {
            gathered.appendBuffer(chunk);
        } else if (length > (long) limit * PATIENCE_FACTOR) {
            hangUpAfterAnswer(request);
            done.tryFail(tooLong());
        }
    }

    private void giveUp(String why) {
        hangUpAfterAnswer(request);
        done.tryFail(new Refusal(ErrorCode.BODY_UNREADABLE, why));
    }

    /**
     * Takes no more of a request that is not read to its end, once it is answered. The rest of the
     * body would be taken for the next request in HTTP/1, and keep others waiting in HTTP/2.
     */
    public static void hangUpAfterAnswer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            response.endHandler(_ -> response.reset(NO_ERROR));
        } else {
            response.putHeader("Connection", "close");
            response.endHandler(_ -> request.connection().close());
        }
    }

    private TooLong tooLong() {
        return new TooLong("the body is longer than " + limit + " bytes", gathered);
    }

    /** What {@link #read} fails with when there is more than is taken. */
    public static final class TooLong extends Refusal {
        private static final long serialVersionUID = 1;

        private final transient Buffer head;

        private TooLong(String reason, Buffer head) {
            super(ErrorCode.PARAMETER_INVALID, reason);
            this.head = head;
        }

        /** As much of it as was kept. */
        public Buffer head() {
            return head;
        }
    }
}
