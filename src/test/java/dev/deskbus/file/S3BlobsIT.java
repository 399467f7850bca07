package dev.deskbus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.FileStore.Draft;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server that checks every signature. */
class S3BlobsIT {
    private static final TenantId MAIN = new TenantId(1);
    private static final String BUCKET = "chat-files";
    private static final int OFTEN = 2_000;
    private static final FileRules RULES = new FileRules(8 << 20, Set.of("txt", "jpg"));
    private static Vertx vertx;
    private static BlobStore behind;
    private static S3Proxy server;

    @TempDir Path one;
    @TempDir Path two;
    private final FakeCatalog catalog = new FakeCatalog();
    private CataloguedFiles target;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        behind =
                ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                        .credentials("key", "secret")
                        .build(BlobStoreContext.class)
                        .getBlobStore();
        behind.createContainerInLocation(null, BUCKET);
        server =
                S3Proxy.builder()
                        .blobStore(behind)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
                        .build();
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void open() throws IOException {
        target = files(one, bucket("secret"));
    }

    @Test
    void whatIsKeptOnOneNodeIsServedByAnother() throws Exception {
        StoredFile kept = keep("hello world");
        CataloguedFiles other = files(two, bucket("secret"));

        StoredFile found = other.find(kept.id()).await().orElseThrow();

        assertThat(Sink.read(other, found, 0, found.size())).isEqualTo("hello world");
        assertThat(Sink.read(other, found, 6, 3)).isEqualTo("wor");
        assertThat(onDisk(one)).isEmpty();
        assertThat(
                        behind.blobMetadata(BUCKET, kept.id().value())
                                .getContentMetadata()
                                .getContentType())
                .isEqualTo("text/plain");
    }

    /** Its last byte may be there before anybody asks for the first. */
    @Test
    void whatIsThereAtOnceIsNotOverTooSoon() throws Exception {
        StoredFile kept = keep("hello");

        for (int i = 0; i < OFTEN; i++) {
            assertThat(Sink.read(target, kept, 0, 5)).isEqualTo("hello");
        }
    }

    @Test
    void aLargeFilePassesWhole() throws Exception {
        String words = "0123456789".repeat(700_000);
        StoredFile kept = keep(words);

        assertThat(kept.size()).isEqualTo(7_000_000);
        assertThat(Sink.read(target, kept, 0, kept.size())).isEqualTo(words);
    }

    @Test
    void anObjectThatIsGoneIsAbsent() throws Exception {
        StoredFile kept = keep("hello");
        behind.removeBlob(BUCKET, kept.id().value());

        assertThat(target.open(kept, 0, 5).await(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aFileThatCannotBeCataloguedIsRemoved() throws Exception {
        Draft draft = receive(target, "hello");
        catalog.failure = new Refusal(ErrorCode.UNAVAILABLE, "gone");

        assertNotStored(target, draft);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (behind.blobExists(BUCKET, draft.id().value()) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(behind.blobExists(BUCKET, draft.id().value())).isFalse();
    }

    @Test
    void aWrongSecretIsTroubleAndKeepsNothing() throws Exception {
        CataloguedFiles stranger = files(two, bucket("guess"));

        assertNotStored(stranger, receive(stranger, "hello"));

        assertThat(catalog.files).isEmpty();
        assertThat(onDisk(two)).isEmpty();
        StoredFile kept = keep("hello");
        assertThatThrownBy(() -> stranger.open(kept, 0, 5).await(10, TimeUnit.SECONDS))
                .hasMessageContaining("S3 answered 403");
    }

    @Test
    void aServerThatIsNotThereIsTrouble() throws Exception {
        CataloguedFiles lost =
                files(
                        two,
                        new S3Bucket(
                                URI.create("http://127.0.0.1:1"), "us-east-1", BUCKET, "k", "s"));

        assertNotStored(lost, receive(lost, "hello"));

        assertThat(onDisk(two)).isEmpty();
    }

    private StoredFile keep(String words) throws Exception {
        return target.keep(receive(target, words), MAIN).await(20, TimeUnit.SECONDS);
    }

    private static Draft receive(CataloguedFiles files, String words) throws Exception {
        return files.receive(Buffer.buffer(words), FileName.of("a.txt"), Purpose.UPLOAD)
                .await(20, TimeUnit.SECONDS);
    }

    private static void assertNotStored(CataloguedFiles files, Draft draft) {
        assertThatThrownBy(() -> files.keep(draft, MAIN).await(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FILE_NOT_STORED));
    }

    private CataloguedFiles files(Path folder, S3Bucket bucket) throws IOException {
        return CataloguedFiles.inBucket(vertx, RULES, catalog, folder, bucket);
    }

    private static S3Bucket bucket(String secret) {
        return new S3Bucket(
                URI.create("http://127.0.0.1:" + server.getPort()),
                "us-east-1",
                BUCKET,
                "key",
                secret);
    }

    private static List<Path> onDisk(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
