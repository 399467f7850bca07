package dev.deskbus.file;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.ReadStream;

/**
 * Lets one stream flow into one file, no faster than the disk takes it and no further than the
 * limit. When it has failed, the stream stands still.
 */
final class Intake {
    private final ReadStream<Buffer> content;
    private final long limit;
    private final Promise<Long> end = Promise.promise();
    private long size;

    /** Takes hold of the stream at once; it flows when there is a file. */
    Intake(ReadStream<Buffer> content, long limit) {
        this.content = content;
        this.limit = limit;
        content.pause();
        content.exceptionHandler(
                _ -> abandon(new Refusal(ErrorCode.BODY_UNREADABLE, "the file broke off")));
    }

    /** How many bytes there were, once all of them are on the disk; closes the file. */
    Future<Long> into(AsyncFile file) {
        if (!end.future().isComplete()) {
            content.handler(chunk -> onChunk(file, chunk));
            content.endHandler(
                    _ -> file.flush().map(_ -> size).onComplete(end::tryComplete, end::tryFail));
            file.exceptionHandler(this::abandon);
            content.resume();
        }
        return end.future().eventually(file::close);
    }

    /** Takes no more; does nothing after the end. */
    void abandon(Throwable why) {
        if (end.tryFail(why)) {
            content.pause();
            content.handler(null);
            content.endHandler(null);
            content.exceptionHandler(null);
        }
    }

    private void onChunk(AsyncFile file, Buffer chunk) {
        size += chunk.length();
        if (size > limit) {
            abandon(tooLarge(limit));
            return;
        }
        file.write(chunk).onFailure(this::abandon);
        if (file.writeQueueFull()) {
            content.pause();
            file.drainHandler(_ -> onDrained());
        }
    }

    private void onDrained() {
        if (!end.future().isComplete()) {
            content.resume();
        }
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(ErrorCode.FILE_TOO_LARGE, "the file is longer than " + limit + " bytes");
    }
}
