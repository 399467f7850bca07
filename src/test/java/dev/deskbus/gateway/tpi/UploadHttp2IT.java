package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadHttp2IT {
    @TempDir Path folder;

    @Test
    void refusalsDoNotHoldUpOthersOnTheSameHttp2Connection() throws Exception {
        try (UploadServer server = new UploadServer(folder)) {
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            String path = "/webchat/tpiu?token=" + server.token + "&name=a.txt";
            byte[] veryLong = new byte[UploadServer.LIMIT * 6];

            for (int i = 0; i < 10; i++) {
                var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(veryLong));
                try {
                    String answer =
                            client.send(
                                            server.request(path).POST(body).build(),
                                            BodyHandlers.ofString())
                                    .body();
                    assertThat(answer).contains("-21");
                } catch (IOException reset) {
                    assertThat(reset).hasMessageContaining("RST_STREAM");
                }
            }
            HttpResponse<String> good =
                    client.send(
                            server.request(path)
                                    .POST(BodyPublishers.ofByteArray(new byte[100_000]))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(good.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(good.body()).contains("\"result\":1");
        }
    }
}
