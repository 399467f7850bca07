package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.file.CataloguedFiles;
import dev.deskbus.file.FakeCatalog;
import dev.deskbus.file.FileRules;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.gateway.http.StoredFileResource;
import dev.deskbus.port.ClientStore.Grant;
import dev.deskbus.port.VoicePlayback;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Uploads and what becomes of them, on a real server and a real folder. */
final class UploadServer implements AutoCloseable {
    static final Set<String> EXTENSIONS =
            Set.of("zip", "jpg", "png", "doc", "docx", "pdf", "txt", "amr", "mp3", "mp4");
    static final int LIMIT = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final TenantId MAIN = new TenantId(1);

    final FakeCatalog catalog = new FakeCatalog();
    final CataloguedFiles files;
    volatile VoicePlayback voices = VoicePlayback.NONE;
    final UploadResource resource;
    final String token = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    final Vertx vertx = Vertx.vertx();
    private final FakeClients clients = new FakeClients(new FakeDirectory());
    private final Path folder;
    private final HttpServer server;

    UploadServer(Path folder) throws Exception {
        this(folder, LIMIT, 200, Duration.ofSeconds(3));
    }

    UploadServer(Path folder, long limit, int atOnce, Duration patience) throws Exception {
        this.folder = folder;
        files = CataloguedFiles.inFolder(vertx, new FileRules(limit, EXTENSIONS), catalog, folder);
        UploadSettings settings =
                new UploadSettings(UploadSettings.defaults().paths(), patience, atOnce, 1000);
        resource = new UploadResource(vertx, clients, files, settings);
        Router router = Router.router(vertx);
        resource.mount(router);
        new StoredFileResource(files, file -> voices.toMp3(file)).mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        Client ann = clients.register(MAIN, "ann", "Ann", "").await();
        clients.issueToken(new TokenKey(Sha256.hex(token)), new Grant(ann.id(), "default", true));
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode post(String path, String type, BodyPublisher body) throws Exception {
        HttpResponse<byte[]> response = send(request(path).header("Content-Type", type).POST(body));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/json; charset=utf-8");
        return JSON.readTree(response.body());
    }

    /** The bare body, with the token in the query; {@code query} begins with an ampersand. */
    JsonNode raw(String query, byte[] content) throws Exception {
        return post(
                "/webchat/tpiu?token=" + token + query,
                "application/octet-stream",
                HttpRequest.BodyPublishers.ofByteArray(content));
    }

    JsonNode form(Form form) throws Exception {
        return post("/EliteWebChat/tpiu", form.type(), form.body());
    }

    HttpResponse<byte[]> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = request(url);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** All files that lie in the folder, kept or on their way. */
    List<Path> onDisk() throws IOException {
        while (true) {
            try (var paths = Files.walk(folder)) {
                return paths.filter(Files::isRegularFile).toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                } // One went while they were counted.
            }
        }
    }
}
