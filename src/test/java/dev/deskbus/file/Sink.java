package dev.deskbus.file;

import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.port.FileStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;

/** Gathers all that is sent to it. */
final class Sink implements WriteStream<Buffer> {
    private final Buffer gathered = Buffer.buffer();

    /** That part of a file, as text. */
    static String read(FileStore files, StoredFile file, long from, long length) throws Exception {
        Sink sink = new Sink();
        files.open(file, from, length)
                .compose(content -> content.orElseThrow().sendTo(sink))
                .await(10, TimeUnit.SECONDS);
        return sink.gathered.toString();
    }

    @Override
    public Future<Void> write(Buffer data) {
        gathered.appendBuffer(data);
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
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        return this;
    }
}
