package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.jackson.DatabindCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the visitor sees; what it has seen already it does not show again. */
final class PageOfVisitor {
    record Shown(String of, String label) {}

    final List<Shown> shown = new ArrayList<>();
    final List<String> receivedIds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    void receive(String frame) throws Exception {
        JsonNode push = DatabindCodec.mapper().readTree(frame);
        String id = push.get("rsId").asText();
        receivedIds.add(id);
        if (seen.add(id)) {
            shown.add(shown(push));
        }
    }

    private static Shown shown(JsonNode push) {
        int type = push.get("type").asInt();
        return switch (type) {
            case 201 ->
                    new Shown(
                            "r" + push.get("requestId"),
                            push.get("requestStatus") + "/" + push.get("queueLength"));
            case 210 ->
                    new Shown(
                            "s" + push.get("sessionId"),
                            push.at("/msg/type") + ":" + push.at("/msg/content").asText());
            default -> new Shown("s" + push.get("sessionId"), "" + type);
        };
    }

    List<String> of(String what) {
        return shown.stream().filter(s -> s.of().equals(what)).map(Shown::label).toList();
    }
}
