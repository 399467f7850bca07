package dev.deskbus.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A client's whole history by type 5003, newest first. */
final class History {
    private History() {}

    static List<String> of(TpiCaller visitor) throws Exception {
        List<String> texts = new ArrayList<>();
        long before = 0;
        while (true) {
            JsonNode page = visitor.call(5003, "maxCount", 100, "fromMessageId", before);
            JsonNode rows = page.get("hisMessages");
            if (rows.isEmpty()) {
                return texts;
            }
            for (JsonNode row : rows) {
                texts.add(row.get("message").asText());
                before = row.get("id").asLong();
            }
        }
    }
}
