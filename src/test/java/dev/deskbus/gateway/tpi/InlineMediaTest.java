package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.file.CataloguedFiles;
import dev.deskbus.file.FakeCatalog;
import dev.deskbus.file.FileRules;
import dev.deskbus.file.Samples;
import dev.deskbus.gateway.tpi.InlineMedia.Kept;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineMediaTest {
    private static final TenantId MAIN = new TenantId(1);

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final FakeCatalog catalog = new FakeCatalog();
    private CataloguedFiles files;
    private InlineMedia target;

    @BeforeEach
    void open() throws IOException {
        files =
                CataloguedFiles.inFolder(
                        vertx, new FileRules(1000, Set.of("jpg")), catalog, folder);
        target = new InlineMedia(vertx, files, false);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aPictureIsKeptUnderAnAddress() throws Exception {
        Kept kept = await(target.keepPicture(MAIN, "data:image/png;base64," + Samples.PNG_BASE64));

        assertThat(kept.url()).matches("/f/[0-9a-f]{32}/image\\.png");
        assertThat(kept.file().type()).isEqualTo("image/png");
        assertThat(catalog.files).containsValue(kept.file());
    }

    @Test
    void whatIsNoPictureIsRefusedAsOne() {
        assertRefused(target.keepPicture(MAIN, "***"), ErrorCode.PICTURE_NOT_STORED);
        assertRefused(
                target.keepPicture(MAIN, base64(Samples.text("<svg onload=alert(1)>"))),
                ErrorCode.PICTURE_NOT_STORED);
    }

    @Test
    void anAmrVoiceIsKeptAsItCame() throws Exception {
        Kept kept = await(target.keepVoice(MAIN, base64(Samples.amr())));

        assertThat(kept.url()).endsWith("/voice.amr");
        assertThat(kept.file().isAmr()).isTrue();
        assertThat(kept.file().size()).isEqualTo(Samples.amr().length);
    }

    @Test
    void theDocumentsVoiceIsAPictureAndKeptButNotCalledSound() throws Exception {
        Kept kept = await(target.keepVoice(MAIN, Samples.PNG_BASE64));

        assertThat(kept.file().isAmr()).isFalse();
        assertThat(kept.file().type()).isEqualTo("application/octet-stream");
    }

    @Test
    void strictlyAVoiceIsAmrOrNothing() throws Exception {
        InlineMedia strict = new InlineMedia(vertx, files, true);

        assertRefused(strict.keepVoice(MAIN, Samples.PNG_BASE64), ErrorCode.VOICE_NOT_STORED);
        assertThat(catalog.files).isEmpty();
        assertThat(await(strict.keepVoice(MAIN, base64(Samples.amr()))).file().isAmr()).isTrue();
    }

    @Test
    void tooMuchIsTooMuchWhateverItIs() {
        String large = base64(new byte[1001]);

        assertRefused(target.keepVoice(MAIN, large), ErrorCode.FILE_TOO_LARGE);
        assertRefused(target.keepPicture(MAIN, large), ErrorCode.FILE_TOO_LARGE);
    }

    @Test
    void troubleIsSaidInTheWordsOfTheMessage() {
        catalog.failure = new Refusal(ErrorCode.UNAVAILABLE, "gone");

        assertRefused(target.keepPicture(MAIN, Samples.PNG_BASE64), ErrorCode.PICTURE_NOT_STORED);
        assertRefused(target.keepVoice(MAIN, "!"), ErrorCode.VOICE_NOT_STORED);
        assertRefused(target.keepVoice(MAIN, base64(Samples.amr())), ErrorCode.VOICE_NOT_STORED);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    private static void assertRefused(Future<?> future, ErrorCode code) {
        assertThatThrownBy(() -> await(future))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
