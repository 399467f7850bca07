package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The host of a service account as seen from outside: it speaks for one person. */
final class BridgeCaller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final NodeProcess node;
    private final String epid;
    private final String openId;

    /** An empty {@code epid} is the default account. */
    BridgeCaller(NodeProcess node, String epid, String openId) {
        this.node = node;
        this.epid = epid;
        this.openId = openId;
    }

    /** Posts to {@code /webchat/<name>.do}; pairs of names and values follow. */
    JsonNode call(String name, Object... fields) throws Exception {
        ObjectNode body = TpiCaller.JSON.createObjectNode().put("openId", openId);
        if (!epid.isEmpty()) {
            body.put("epid", epid);
        }
        for (int i = 0; i < fields.length; i += 2) {
            body.set((String) fields[i], TpiCaller.JSON.valueToTree(fields[i + 1]));
        }
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/webchat/" + name + ".do"))
                        .timeout(Duration.ofSeconds(15))
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return TpiCaller.JSON.readTree(response.body());
    }

    /** The same, which must succeed. */
    JsonNode done(String name, Object... fields) throws Exception {
        JsonNode reply = call(name, fields);
        assertThat(reply.path("result").asInt()).as("%s %s", name, reply).isEqualTo(1);
        return reply;
    }

    /** Sends a message; {@code content} is words, or fields by their names. */
    JsonNode send(long session, String kind, Object content) throws Exception {
        return done(
                "getmsg",
                "sessionId",
                session,
                "agentId",
                "SELITE",
                "msgType",
                kind,
                "content",
                content);
    }

    String openId() {
        return openId;
    }
}
