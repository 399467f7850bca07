package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers, and others, are answered to an {@code Origin} over real HTTP. */
class CrossOriginIT {
    private static final String PAGE = "https://shop.example";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/EliteWebChat/tpi",
                "/webchat/tpi",
                "/webchat/tpiu",
                "/webchat/robotSearch"
            })
    void aPageOfANamedOriginMayCallAndRead(String path) throws Exception {
        URI server = serve(List.of(PAGE, "http://other"));

        var asked = preflight(server.resolve(path), PAGE);
        var served = post(server.resolve(path), PAGE);

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(asked, "Access-Control-Allow-Methods")).contains("POST");
        assertThat(header(asked, "Access-Control-Allow-Headers").toLowerCase(java.util.Locale.ROOT))
                .contains("content-type", "sign");
        assertThat(header(asked, "Access-Control-Max-Age")).isEqualTo("600");
        assertThat(served.body()).isEqualTo("served {}");
        assertThat(header(served, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(served, "Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void whoComesFromElsewhereOrFromNoPageIsServedWithoutAWordOfIt() throws Exception {
        URI server = serve(List.of(PAGE));

        var other = post(server.resolve("/webchat/tpi"), "https://evil.example");
        var none = post(server.resolve("/webchat/tpi"), null);
        var asked = preflight(server.resolve("/webchat/tpi"), "https://evil.example");

        for (var each : List.of(other, none, asked)) {
            assertThat(header(each, "Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(other.body()).isEqualTo("served {}");
        assertThat(none.body()).isEqualTo("served {}");
    }

    @Test
    void aStarLetsAnyPageRead() throws Exception {
        URI server = serve(List.of("*"));

        var served = post(server.resolve("/webchat/tpi"), PAGE);

        assertThat(header(served, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight(server.resolve("/f/x/a.png"), PAGE).statusCode()).isEqualTo(204);
    }

    @Test
    void withoutOriginsNothingIsThere() throws Exception {
        URI server = serve(List.of());

        assertThat(
                        header(
                                post(server.resolve("/webchat/tpi"), PAGE),
                                "Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void consolesAreNoneOfIt() throws Exception {
        URI server = serve(List.of("*"));

        assertThat(header(post(server.resolve("/api/login"), PAGE), "Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private URI serve(List<String> origins) throws Exception {
        Router router = Router.router(vertx);
        new CrossOrigin(origins).mount(router);
        router.route()
                .handler(
                        context ->
                                context.request()
                                        .body()
                                        .onSuccess(
                                                body -> context.response().end("served " + body)));
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static HttpResponse<String> preflight(URI uri, String origin) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "content-type")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(URI uri, String origin) throws Exception {
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}"));
        return HTTP.send(
                (origin == null ? request : request.header("Origin", origin)).build(),
                BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
