package dev.deskbus.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A body as it should be, and as the documents print it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBodyBench {
    private final JsonBody target = new JsonBody();
    private final Buffer strict =
            Buffer.buffer(
                    "{\"type\":2001,\"token\":\"21B92585-4FDF-EF9D-1C8E-19D34D06F34B\","
                            + "\"sessionId\":96,\"text\":\"where is my parcel?\"}");
    private final Buffer lenient =
            Buffer.buffer(
                    "{type:2001, token:'21B92585-4FDF-EF9D-1C8E-19D34D06F34B', // as printed\n"
                            + "sessionId:96, text:'where is my parcel?',}");

    /** Strict JSON. */
    @Benchmark
    public Fields strict() {
        return target.parse(strict);
    }

    /** Unquoted names, single quotes, a comment and a comma too many. */
    @Benchmark
    public Fields lenient() {
        return target.parse(lenient);
    }
}
