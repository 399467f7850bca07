package dev.deskbus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.FileStore.Draft;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CataloguedFilesTest {
    private static final TenantId MAIN = new TenantId(1);
    private static final FileRules RULES = new FileRules(1000, Set.of("txt", "jpg"));
    private static final FileName NAME = FileName.of("a.txt");

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final FakeCatalog catalog = new FakeCatalog();
    private CataloguedFiles target;

    @BeforeEach
    void open() throws IOException {
        target = CataloguedFiles.inFolder(vertx, RULES, catalog, folder);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsKeptOnOneNodeIsServedByAnotherThatSharesTheFolder() throws Exception {
        StoredFile kept = keep("hello world");
        CataloguedFiles other = CataloguedFiles.inFolder(vertx, RULES, catalog, folder);

        StoredFile found = other.find(kept.id()).await().orElseThrow();

        assertThat(found).isEqualTo(kept);
        assertThat(Sink.read(other, found, 0, found.size())).isEqualTo("hello world");
        assertThat(Sink.read(other, found, 6, 3)).isEqualTo("wor");
    }

    @Test
    void whatIsNotKeptIsNowhere() throws Exception {
        Draft draft = receive("hello");
        assertThat(onDisk()).hasSize(1);
        assertThat(target.find(draft.id()).await()).isEmpty();
        assertThat(
                        target.open(new StoredFile(draft.id(), MAIN, NAME, "text/plain", 5), 0, 5)
                                .await())
                .isEmpty();

        target.discard(draft).await();

        assertThat(onDisk()).isEmpty();
    }

    @Test
    void aFileThatCannotBeCataloguedIsForgotten() throws Exception {
        Draft draft = receive("hello");
        catalog.failure = new Refusal(ErrorCode.UNAVAILABLE, "gone");

        assertRefused(() -> target.keep(draft, MAIN).await(), ErrorCode.FILE_NOT_STORED);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!onDisk().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void whatIsTooLongOrEmptyOrOfAnotherKindIsRefused() throws Exception {
        assertRefused(() -> receive("x".repeat(1001)), ErrorCode.FILE_TOO_LARGE);
        assertRefused(() -> receive(""), ErrorCode.PARAMETER_INVALID);
        assertRefused(() -> receive("<html><p>hi</p></html>"), ErrorCode.FILE_KIND_NOT_ALLOWED);
        assertThat(receive("x".repeat(1000)).size()).isEqualTo(1000);
        assertThat(onDisk()).hasSize(1);
    }

    @Test
    void idsAreNeverTheSame() {
        Set<FileId> ids = new HashSet<>();

        IntStream.range(0, 20).forEach(_ -> ids.add(keep("same").id()));

        assertThat(ids).hasSize(20);
    }

    @Test
    void aFolderThatCannotBeWrittenIsTrouble() throws Exception {
        Draft draft = receive("hello");
        Files.writeString(folder.resolve(draft.id().value().substring(0, 2)), "in the way");

        assertRefused(() -> target.keep(draft, MAIN).await(), ErrorCode.FILE_NOT_STORED);

        assertThat(catalog.files).isEmpty();
    }

    @Test
    void whatDeadNodesLeftOnItsWayGoesAtTheNextStart() throws Exception {
        Path old = Files.writeString(folder.resolve("incoming/old"), "x");
        Path young = Files.writeString(folder.resolve("incoming/young"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        CataloguedFiles.inFolder(vertx, RULES, catalog, folder);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private StoredFile keep(String words) {
        return target.keep(receive(words), MAIN).await();
    }

    private Draft receive(String words) {
        return target.receive(Buffer.buffer(words), NAME, Purpose.UPLOAD).await();
    }

    private List<Path> onDisk() throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
