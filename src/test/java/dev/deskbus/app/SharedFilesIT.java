package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share a folder: what is uploaded on one is served by the other. */
class SharedFilesIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir Path folder;

    @Test
    void aFileUploadedOnOneNodeIsServedByTheOther() throws Exception {
        int database = FreePorts.next();
        String files = folder.resolve("files").toString();
        try (NodeProcess first =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("first")),
                                Map.of(
                                        "DESKBUS_DATABASE_PORT",
                                        "" + database,
                                        "DESKBUS_JWT_SECRET",
                                        SECRET,
                                        "DESKBUS_FILES_DIR",
                                        files));
                NodeProcess second =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("second")),
                                Map.of(
                                        "DESKBUS_DATABASE_URL",
                                        "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                                        "DESKBUS_CLUSTER_MEMBERS",
                                        first.clusterMember(),
                                        "DESKBUS_JWT_SECRET",
                                        SECRET,
                                        "DESKBUS_FILES_DIR",
                                        files))) {
            String token = token(first);

            JsonNode reply = upload(first, token, "报价.txt", "hello");
            HttpResponse<String> served = get(second.http("/webchat" + reply.get("url").asText()));

            assertThat(reply.get("result").asInt()).isEqualTo(1);
            assertThat(reply.get("fileName").asText()).isEqualTo("报价.txt");
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.body()).isEqualTo("hello");
            assertThat(upload(second, "x", "a.txt", "hello").get("result").asInt()).isEqualTo(-15);
            assertThat(get(first.http("/metrics")).body())
                    .contains("deskbus_uploads_kept_total 1.0");
        }
    }

    private static String token(NodeProcess node) throws Exception {
        return new TpiCaller(node)
                .post("{type: 3, loginName: 'sender', name: 'Sender'}")
                .get("token")
                .asText();
    }

    private static JsonNode upload(NodeProcess node, String token, String name, String words)
            throws Exception {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"fileToUpload\"; filename=\""
                        + name
                        + "\"\r\n\r\n"
                        + words
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n"
                        + token
                        + "\r\n--b--\r\n";
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/EliteWebChat/tpiu"))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        HttpResponse<String> response =
                HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return TpiCaller.JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
