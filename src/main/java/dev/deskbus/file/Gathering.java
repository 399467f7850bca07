package dev.deskbus.file;

import dev.deskbus.port.FileStore.Content;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** Takes all bytes of a small file into memory. */
final class Gathering implements WriteStream<Buffer> {
    private final Buffer all = Buffer.buffer();

    private Gathering() {}

    static Future<Buffer> of(Content content) {
        Gathering gathering = new Gathering();
        return content.sendTo(gathering).map(gathering.all);
    }

    @Override
    public Future<Void> write(Buffer part) {
        all.appendBuffer(part);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public Gathering setWriteQueueMaxSize(int size) {
        return this;
    }

    @Override
    public Gathering exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public Gathering drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
