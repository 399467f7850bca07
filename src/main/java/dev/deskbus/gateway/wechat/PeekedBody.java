package dev.deskbus.gateway.wechat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A body whose first part was looked at already, to be read from its beginning all the same. It
 * stands still until somebody wants it. Belongs to the context of its stream.
 */
final class PeekedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> rest;
    private @Nullable Buffer first;
    private boolean over;
    private boolean flowing;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;

    private PeekedBody(ReadStream<Buffer> rest, @Nullable Buffer first) {
        this.rest = rest;
        this.first = first;
        this.over = first == null;
    }

    /** Waits for the first part; fails when the stream does. Call it in the stream's context. */
    static Future<PeekedBody> of(ReadStream<Buffer> stream) {
        Promise<PeekedBody> peeked = Promise.promise();
        stream.exceptionHandler(peeked::tryFail);
        stream.endHandler(_ -> peeked.tryComplete(new PeekedBody(stream, null)));
        stream.handler(
                part -> {
                    stream.pause();
                    peeked.tryComplete(new PeekedBody(stream, part));
                });
        stream.resume();
        return peeked.future();
    }

    /** The first byte that is no white space; 0 when there is none. */
    byte firstByte() {
        for (int i = 0; first != null && i < first.length(); i++) {
            if (!Character.isWhitespace(first.getByte(i))) {
                return first.getByte(i);
            }
        }
        return 0;
    }

    @Override
    public PeekedBody exceptionHandler(@Nullable Handler<Throwable> failed) {
        rest.exceptionHandler(failed);
        return this;
    }

    @Override
    public PeekedBody handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        rest.handler(taker);
        return this;
    }

    @Override
    public PeekedBody endHandler(@Nullable Handler<Void> ended) {
        endHandler = ended;
        rest.endHandler(ended);
        return this;
    }

    @Override
    public PeekedBody pause() {
        flowing = false;
        rest.pause();
        return this;
    }

    /** The first part comes first; its taker may want no more just then. */
    @Override
    public PeekedBody resume() {
        flowing = true;
        Buffer part = first;
        first = null;
        if (part != null && handler != null) {
            handler.handle(part);
        }
        if (flowing && over && endHandler != null) {
            over = false;
            endHandler.handle(null);
        } else if (flowing) {
            rest.resume();
        }
        return this;
    }

    @Override
    public PeekedBody fetch(long amount) {
        return resume();
    }
}
