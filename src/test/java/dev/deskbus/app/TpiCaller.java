package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** A third-party system as seen from outside: it posts JSON to {@code /EliteWebChat/tpi}. */
final class TpiCaller {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Supplier<URI> endpoint;
    private String token = "";
    private String clientId = "";

    TpiCaller(NodeProcess node) {
        this.endpoint = () -> node.http("/EliteWebChat/tpi");
    }

    /** Posts a body as it stands. */
    JsonNode post(String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.get())
                        .timeout(Duration.ofSeconds(15))
                        .header("Content-Type", "applicatoin/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Posts a request with the token of the last login; pairs of names and values follow. */
    JsonNode call(int type, Object... fields) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("type", type);
        if (!token.isEmpty()) {
            body.put("token", token);
        }
        for (int i = 0; i < fields.length; i += 2) {
            body.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
        }
        return post(body.toString());
    }

    /** Logs in or registers by name (type 3). */
    TpiCaller logIn(String name) throws Exception {
        token = "";
        JsonNode reply = call(3, "loginName", name, "name", name);
        assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
        token = reply.get("token").asText();
        clientId = reply.get("clientId").asText();
        return this;
    }

    /** Joins a queue (type 1000); the request's id. */
    long enqueue(long queue, String serverAddr) throws Exception {
        JsonNode reply =
                call(
                        1000,
                        "time",
                        System.currentTimeMillis(),
                        "queueId",
                        queue,
                        "from",
                        "APP",
                        "serverAddr",
                        serverAddr);
        assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
        return reply.get("requestId").asLong();
    }

    String clientId() {
        return clientId;
    }

    String token() {
        return token;
    }
}
