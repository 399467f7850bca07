package dev.deskbus.bus;

import dev.deskbus.domain.session.SessionFixture;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A command on its way to another node. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealedCodecBench {
    private final SealedCodec target = new SealedCodec();
    private final Object command =
            SessionFixture.say(SessionFixture.CLIENT, "good morning, where is my parcel?");
    private final Buffer wire = encoded();

    private Buffer encoded() {
        Buffer buffer = Buffer.buffer();
        target.encodeToWire(buffer, command);
        return buffer;
    }

    /** Record to bytes. */
    @Benchmark
    public Buffer encode() {
        return encoded();
    }

    /** Bytes to record. */
    @Benchmark
    public Object decode() {
        return target.decodeFromWire(0, wire);
    }
}
