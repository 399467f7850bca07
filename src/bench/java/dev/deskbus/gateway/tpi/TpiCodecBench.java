package dev.deskbus.gateway.tpi;

import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A visitor's text from bytes to a request, and its reply to text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TpiCodecBench {
    private final JsonBody json = new JsonBody();
    private final TpiCodec target =
            new TpiCodec(() -> "fresh", ZoneOffset.UTC, "https://chat.example");
    private final Buffer body =
            Buffer.buffer(
                    "{\"type\":2001,\"token\":\"21B92585-4FDF-EF9D-1C8E-19D34D06F34B\","
                            + "\"sessionId\":96,\"text\":\"where is my parcel?\","
                            + "\"messageId\":\"m-1\"}");

    /** Bytes to request. */
    @Benchmark
    public TpiRequests.Authorised decode() {
        Fields fields = json.parse(body);
        return target.decode(TpiType.Guarded.MSG_REQUEST, fields);
    }

    /** Reply to text. */
    @Benchmark
    public String encode() {
        return target.encode(TpiReplies.Done.QUIET, Language.of(null)).toString();
    }
}
