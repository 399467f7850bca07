package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeekedBodyTest {
    @Property
    void whateverItsPartsABodyIsReadWhole(@ForAll @Size(max = 6) List<byte[]> parts) {
        Buffer whole = Buffer.buffer();
        parts.forEach(whole::appendBytes);
        PeekedBody target = peeked(parts);
        Buffer read = Buffer.buffer();
        AtomicInteger ends = new AtomicInteger();

        target.pause();
        target.handler(read::appendBuffer);
        target.endHandler(_ -> ends.incrementAndGet());
        assertThat(read.length()).as("it stands still until it is wanted").isZero();
        target.resume();

        assertThat(read).isEqualTo(whole);
        assertThat(ends).hasValue(1);
    }

    @Property
    void whoPausesAtEachPartGetsItOncePerResume(
            @ForAll @Size(min = 1, max = 6) List<byte[]> parts) {
        PeekedBody target = peeked(parts);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        target.handler(
                _ -> {
                    taken.incrementAndGet();
                    target.pause();
                });
        target.endHandler(_ -> ends.incrementAndGet());

        for (int i = 1; i <= parts.size(); i++) {
            target.resume();
            assertThat(taken).hasValue(i);
        }
        target.resume();

        assertThat(taken).hasValue(parts.size());
        assertThat(ends).hasValue(1);
    }

    @Test
    void itBeginsWhereItsBlanksEnd() {
        assertThat(peeked(List.of(" \r\n\t{}".getBytes())).firstByte()).isEqualTo((byte) '{');
        assertThat(peeked(List.of(new byte[] {(byte) 0x89, 'P'})).firstByte())
                .isEqualTo((byte) 0x89);
        assertThat(peeked(List.of()).firstByte()).isZero();
    }

    private static PeekedBody peeked(List<byte[]> parts) {
        return PeekedBody.of(new Parts(parts)).result();
    }

    /** Gives its parts one after another while it flows. */
    private static final class Parts implements ReadStream<Buffer> {
        private final Deque<Buffer> left = new ArrayDeque<>();
        private @Nullable Handler<Buffer> handler;
        private @Nullable Handler<Void> endHandler;
        private boolean flowing;
        private boolean ended;

        Parts(List<byte[]> parts) {
            parts.forEach(part -> left.add(Buffer.buffer(part)));
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> failed) {
            return this;
        }

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> taker) {
            handler = taker;
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> end) {
            endHandler = end;
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            flowing = false;
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            flowing = true;
            while (flowing && !left.isEmpty()) {
                handler.handle(left.poll());
            }
            if (flowing && !ended) {
                ended = true;
                endHandler.handle(null);
            }
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            throw new AssertionError("nobody fetches");
        }
    }
}
