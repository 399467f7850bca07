package dev.deskbus.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Voices are made playable by the real program. */
@ExtendWith(VertxExtension.class)
class FfmpegPlaybackIT {
    private static final int FRAMES = 50;
    private static final int FRAME_BYTES = 32; // of AMR at 12.2 kbit/s: 20 ms

    @TempDir Path folder;
    private Vertx vertx;
    private CataloguedFiles files;

    @BeforeEach
    void open(Vertx given) throws Exception {
        vertx = given;
        files =
                CataloguedFiles.inFolder(
                        vertx, new FileRules(1_000_000, Set.of("amr")), new FakeCatalog(), folder);
    }

    @Test
    void aSecondOfAmrBecomesMp3() throws Exception {
        Optional<Buffer> made = toMp3(second());

        assertThat(made).isPresent();
        byte[] bytes = made.get().getBytes();
        assertThat(bytes.length).isGreaterThan(1000);
        boolean isFrame = (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xe0) == 0xe0;
        assertThat(isFrame || new String(bytes, 0, 3, US_ASCII).equals("ID3")).isTrue();
    }

    @Test
    void whatIsNoVoiceInsideIsNotMadeIntoOne() throws Exception {
        assertThat(toMp3(Buffer.buffer("#!AMR\n"))).isEmpty();
    }

    private Optional<Buffer> toMp3(Buffer voice) throws Exception {
        StoredFile kept =
                files.receive(voice, FileName.of("voice.amr"), Purpose.VOICE)
                        .compose(draft -> files.keep(draft, new TenantId(1)))
                        .await(10, TimeUnit.SECONDS);
        return new FfmpegPlayback(vertx, files, program()).toMp3(kept).await(20, TimeUnit.SECONDS);
    }

    /** Frames of good quality with nothing in them. */
    private static Buffer second() {
        Buffer voice = Buffer.buffer("#!AMR\n");
        for (int i = 0; i < FRAMES; i++) {
            voice.appendByte((byte) 0x3c).appendBytes(new byte[FRAME_BYTES - 1]);
        }
        return voice;
    }

    private static Path program() {
        Optional<Path> found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(each -> Path.of(each, "ffmpeg"))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "SKIPPED: there is no ffmpeg on the PATH");
        return found.orElseThrow();
    }
}
