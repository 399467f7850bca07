package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.Allocation;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What one visitor's text may cost in memory at the edge: a budget that is only ever lowered. */
class TpiAllocationTest {
    private static final long DECODE_BUDGET = 12_000;
    private static final long REPLY_BUDGET = 4_000;
    private static final Buffer BODY =
            Buffer.buffer(
                    """
                    {"type":2001,"token":"21B92585-4FDF-EF9D-1C8E-19D34D06F34B",
                     "sessionId":96,"text":"where is my parcel?"}
                    """);

    private static volatile Object sink;

    @Test
    void aTextIsReadWithinItsBudget() {
        JsonBody json = new JsonBody();
        TpiCodec codec = new TpiCodec(() -> "fresh", ZoneOffset.UTC, "https://chat.example");

        long bytes =
                Allocation.of(
                        () -> sink = codec.decode(TpiType.Guarded.MSG_REQUEST, json.parse(BODY)));

        assertThat(bytes).isLessThan(DECODE_BUDGET);
    }

    @Test
    void itsReplyIsWrittenWithinItsBudget() {
        TpiCodec codec = new TpiCodec(() -> "fresh", ZoneOffset.UTC, "https://chat.example");

        long bytes =
                Allocation.of(
                        () ->
                                sink =
                                        codec.encode(TpiReplies.Done.QUIET, Language.of(null))
                                                .toString()
                                                .getBytes(StandardCharsets.UTF_8));

        assertThat(bytes).isLessThan(REPLY_BUDGET);
    }
}
