package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IconResourceIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();
    private URI server;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        IconResource.mount(router);
        HttpServer listening =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        server = URI.create("http://127.0.0.1:" + listening.actualPort());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void theIconOfTheDemoDirectoryIsAPicture() throws Exception {
        String icon =
                DirectoryReader.read(Path.of("conf/demo.yaml")).agents().getFirst().agent().icon();

        HttpResponse<byte[]> response = get(icon);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth())
                .isEqualTo(96);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/icons/",
                "/icons/none.png",
                "/icons/../db/V001__deskbus.sql",
                "/icons/%2e%2e/db/V001__deskbus.sql",
                "/icons/..%2fdb%2fV001__deskbus.sql",
                "/icons/.hidden"
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(404, 403, 400);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server + path)).build(),
                BodyHandlers.ofByteArray());
    }
}
