package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.FileStore.Draft;
import dev.deskbus.port.FileStore.Incoming;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets the file in one paused request flow into the store: the first file of a form, whatever its
 * field is called, or the bare body (decision V2-26). After a failure the rest of the body is read
 * and thrown away within bounds, so that its sender can hear the answer.
 */
final class UploadBody {
    private static final int PATIENCE_FACTOR = 4;
    private static final int ROOM_FOR_A_FORM = 64 * 1024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final FileStore files;
    private final UploadSettings settings;
    private final Promise<Void> over = Promise.promise();
    private @Nullable Incoming incoming;
    private long seen;

    UploadBody(Vertx vertx, HttpServerRequest request, FileStore files, UploadSettings settings) {
        this.vertx = vertx;
        this.request = request;
        this.files = files;
        this.settings = settings;
    }

    /**
     * The file. Fails, besides the store's reasons, with {@code PARAMETER_INVALID} when there is
     * none, with {@code BODY_UNREADABLE} when the body breaks off, is no form although it says so,
     * or takes too long.
     */
    Future<Draft> receive() {
        if (length() > files.limit() + ROOM_FOR_A_FORM) {
            return refuse(tooLarge());
        }
        Future<Void> end = end();
        if (RequestBody.awaitsConsent(request)) {
            request.response().writeContinue();
        }
        if (isForm()) {
            readForm();
        } else {
            take(request, UploadName.of(request), this::count);
        }
        return end.onFailure(_ -> discard()).compose(_ -> draft());
    }

    /** Reads the body, keeps nothing of it, and fails with that reason. */
    <T> Future<T> refuse(Throwable why) {
        Future<Void> end = end();
        if (RequestBody.awaitsConsent(request) || length() > files.limit() * PATIENCE_FACTOR) {
            giveUp(why);
        } else {
            throwAway(request, this::count);
        }
        return end.transform(_ -> Future.failedFuture(why));
    }

    /** When the body is over, one way or another. */
    private Future<Void> end() {
        long timer =
                vertx.setTimer(
                        settings.patience().toMillis(),
                        _ -> giveUp(unreadable("the body came too slowly")));
        request.end().onComplete(over::tryComplete, _ -> giveUp(unreadable("it broke off")));
        return over.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void readForm() {
        request.exceptionHandler(_ -> giveUp(unreadable("the form cannot be read")));
        request.handler(this::count);
        request.uploadHandler(this::onFile);
        try {
            request.setExpectMultipart(true);
            request.resume();
        } catch (RuntimeException _) {
            giveUp(unreadable("the form cannot be read"));
        }
    }

    private void onFile(HttpServerFileUpload file) {
        if (incoming == null) {
            take(file, FileName.of(file.filename()), _ -> {});
        }
    }

    /** When it cannot be taken, the rest goes to the other. */
    private void take(ReadStream<Buffer> content, FileName name, Handler<Buffer> rest) {
        Incoming taken = files.receive(content, name);
        incoming = taken;
        taken.draft().onFailure(_ -> throwAway(content, rest));
    }

    private void throwAway(ReadStream<Buffer> content, Handler<Buffer> rest) {
        content.exceptionHandler(_ -> giveUp(unreadable("the body broke off")));
        content.handler(rest);
        content.resume();
    }

    private void count(Buffer chunk) {
        seen += chunk.length();
        if (seen > files.limit() * PATIENCE_FACTOR) {
            giveUp(tooLarge());
        }
    }

    private void giveUp(Throwable why) {
        if (over.future().isComplete()) {
            return;
        }
        RequestBody.hangUpAfterAnswer(request);
        if (incoming != null) {
            incoming.abandon(why);
        }
        over.tryFail(why);
    }

    private Future<Draft> draft() {
        return incoming == null
                ? Future.failedFuture(
                        new Refusal(ErrorCode.PARAMETER_INVALID, "there is no file in the form"))
                : incoming.draft();
    }

    /** The file was whole, but what came behind it was not. */
    private void discard() {
        if (incoming != null) {
            incoming.draft().onSuccess(files::discard);
        }
    }

    private boolean isForm() {
        String type = request.getHeader("Content-Type");
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("multipart/form-data") && lower.contains("boundary=");
    }

    /** As announced; 0 when it is not. */
    private long length() {
        String length = request.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private Refusal tooLarge() {
        return new Refusal(
                ErrorCode.FILE_TOO_LARGE, "the file is longer than " + files.limit() + " bytes");
    }

    private static Refusal unreadable(String why) {
        return new Refusal(ErrorCode.BODY_UNREADABLE, why);
    }
}
