package dev.deskbus.bench.ceiling;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The same columns as the node's log has. */
record Row(
        long session,
        long seq,
        String kind,
        String sender,
        String key,
        String text,
        String body,
        OffsetDateTime at) {
    /** Somebody's words. */
    static Row of(long session, long seq, String sender, String text) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        String body =
                new JsonObject()
                        .put("type", "Said")
                        .put("speaker", sender)
                        .put("text", text)
                        .put("at", now.toString())
                        .encode();
        return new Row(session, seq, "Said", sender, "key-" + seq, text, body, now);
    }
}
