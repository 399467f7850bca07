package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.file.CataloguedFiles;
import dev.deskbus.file.FakeCatalog;
import dev.deskbus.file.FileRules;
import dev.deskbus.file.Samples;
import dev.deskbus.port.VoicePlayback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served in place of something that is not there yet (decision WX-15). */
class PromisedFileIT {
    private static final FileId PROMISED = new FileId("a".repeat(32));

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private volatile @Nullable MediaStanding standing;
    private CataloguedFiles files;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        files =
                CataloguedFiles.inFolder(
                        vertx, new FileRules(10_000, Set.of()), new FakeCatalog(), folder);
        Router router = Router.router(vertx);
        new StoredFileResource(
                        files,
                        id ->
                                Future.succeededFuture(
                                        id.equals(PROMISED)
                                                ? Optional.ofNullable(standing)
                                                : Optional.empty()),
                        VoicePlayback.NONE)
                .mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void untilItIsThereThereIsAPictureThatNobodyKeeps() throws Exception {
        standing = new MediaStanding.Expected();

        HttpResponse<byte[]> placeholder = get("GET", PROMISED);

        assertThat(placeholder.statusCode()).isEqualTo(202);
        assertThat(placeholder.headers().firstValue("content-type"))
                .contains("image/svg+xml; charset=utf-8");
        assertThat(placeholder.headers().firstValue("cache-control")).contains("no-store");
        assertThat(placeholder.headers().firstValue("retry-after")).contains("2");
        assertThat(new String(placeholder.body(), StandardCharsets.UTF_8))
                .startsWith("<svg ")
                .contains("正在获取");
        assertThat(get("HEAD", PROMISED).body()).isEmpty();
    }

    @Test
    void thenItIsServedUnderTheSameAddressAsAnyFile() throws Exception {
        StoredFile file =
                files.receive(Buffer.buffer(Samples.png()), FileName.of("image"), Purpose.PICTURE)
                        .compose(draft -> files.keep(draft, new TenantId(1)))
                        .await(5, TimeUnit.SECONDS);
        standing = new MediaStanding.Here(file.id());

        HttpResponse<byte[]> served = get("GET", PROMISED);

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("content-type")).contains("image/png");
        assertThat(served.body()).isEqualTo(Samples.png());
    }

    @Test
    void whatWillNeverBeThereSaysSo() throws Exception {
        standing = new MediaStanding.Gone();

        HttpResponse<byte[]> gone = get("GET", PROMISED);

        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("内容已失效");
    }

    @Test
    void whatNobodyPromisedIsUnknown() throws Exception {
        HttpResponse<byte[]> unknown = get("GET", new FileId("b".repeat(32)));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("content-type"))
                .contains("application/json; charset=utf-8");
    }

    private HttpResponse<byte[]> get(String method, FileId id) throws Exception {
        URI uri =
                URI.create(
                        "http://127.0.0.1:"
                                + server.actualPort()
                                + "/webchat/f/"
                                + id.value()
                                + "/image.jpg");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
