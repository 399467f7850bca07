package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.error.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a frame of a tool holds: it is read or refused, and nothing else. */
class KfToolCodecPropertiesTest {
    private final KfCodec codec = new KfCodec();

    @Property(tries = 5000)
    void framesAreReadOrRefused(@ForAll("frames") JsonObject frame) {
        try {
            KfCodec.decode(codec.open(frame.encode()));
        } catch (Refusal _) {
            // As it should be; anything else fails the test.
        }
    }

    @Provide
    Arbitrary<JsonObject> frames() {
        Arbitrary<String> method = Arbitraries.of(KfToolCodec.METHODS);
        Arbitrary<String> name =
                Arbitraries.of(
                        "userid",
                        "session_id",
                        "text",
                        "tag",
                        "reply_id",
                        "note_id",
                        "shortcut",
                        "folder",
                        "title",
                        "prefix",
                        "is_shared",
                        "page",
                        "pagesize",
                        "before",
                        "limit",
                        "query",
                        "customer_id",
                        "queue_id",
                        "from_time",
                        "to_time",
                        "client_msg_id");
        return Combinators.combine(method, Arbitraries.maps(name, values()).ofMaxSize(8))
                .as(
                        (chosen, fields) -> {
                            JsonObject frame = new JsonObject().put("method", chosen);
                            fields.forEach(frame::put);
                            return frame;
                        });
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(130).map(text -> (Object) text),
                Arbitraries.of("u", "退款", "a b", "1-1", "99999999999999999-9", "\u0000", "\ud800"),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1, 101).map(number -> (Object) number),
                Arbitraries.<Object>of(true, 1.5, List.of(), new JsonObject().put("a", 1)));
    }
}
