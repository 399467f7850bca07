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
    private final boolean empty;
    private @Nullable Buffer first;
    private boolean flowing;
    private boolean over;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;

    private PeekedBody(ReadStream<Buffer> rest, @Nullable Buffer first) {
        this.rest = rest;
        this.first = first;
        this.empty = first == null;
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

    /** Whoever wants no more of it does not want to hear of its end either. */
    @Override
    public PeekedBody exceptionHandler(@Nullable Handler<Throwable> failed) {
        if (!empty && !over) {
            rest.exceptionHandler(failed == null ? _ -> {} : failed);
        }
        return this;
    }

    @Override
    public PeekedBody handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        if (!empty && !over) {
            rest.handler(taker);
        }
        return this;
    }

    @Override
    public PeekedBody endHandler(@Nullable Handler<Void> ended) {
        endHandler = ended;
        if (!empty && !over) {
            rest.endHandler(_ -> end());
        }
        return this;
    }

    @Override
    public PeekedBody pause() {
        flowing = false;
        if (!empty && !over) {
            rest.pause();
        }
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
        if (empty) {
            end();
        } else if (flowing && !over) {
            rest.resume();
        }
        return this;
    }

    @Override
    public PeekedBody fetch(long amount) {
        return resume();
    }

    /** Once; the stream has nothing more to say then, and will not be asked. */
    private void end() {
        over = true;
        Handler<Void> ended = endHandler;
        endHandler = null;
        if (ended != null) {
            ended.handle(null);
        }
    }
}
