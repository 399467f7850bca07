package dev.deskbus.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.VoicePlayback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the program ffmpeg, a few times at once. It is given bytes and gives bytes: it may open
 * nothing, and takes them for AMR whatever they look like. What it made is remembered for a while.
 */
public final class FfmpegPlayback implements VoicePlayback {
    private static final Logger LOG = LoggerFactory.getLogger(FfmpegPlayback.class);
    private static final Set<String> VOICES = Set.of("audio/amr", "audio/amr-wb");
    private static final int AT_ONCE = 2;
    private static final int REMEMBERED_BYTES = 32 * 1024 * 1024;
    private static final long LONGEST_VOICE = 2 * 1024 * 1024;
    private static final int LONGEST_RESULT = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final FileStore files;
    private final List<String> command;
    private final WorkerExecutor workers;
    private final Cache<FileId, Buffer> made =
            Caffeine.newBuilder()
                    .maximumWeight(REMEMBERED_BYTES)
                    .<FileId, Buffer>weigher((_, bytes) -> bytes.length())
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    /** Uses that program for the voices of that store. */
    public FfmpegPlayback(Vertx vertx, FileStore files, Path program) {
        this.vertx = vertx;
        this.files = files;
        this.command =
                List.of(
                        program.toString(),
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-protocol_whitelist",
                        "pipe",
                        "-f",
                        "amr",
                        "-i",
                        "pipe:0",
                        "-f",
                        "mp3",
                        "-q:a",
                        "5",
                        "-write_xing",
                        "0",
                        "-id3v2_version",
                        "0",
                        "pipe:1");
        this.workers = vertx.createSharedWorkerExecutor("voices", AT_ONCE);
    }

    @Override
    public Future<Optional<Buffer>> toMp3(StoredFile file) {
        if (!VOICES.contains(file.type()) || file.size() > LONGEST_VOICE) {
            return Future.succeededFuture(Optional.empty());
        }
        Buffer known = made.getIfPresent(file.id());
        return known != null ? Future.succeededFuture(Optional.of(known)) : make(file);
    }

    private Future<Optional<Buffer>> make(StoredFile file) {
        return files.open(file, 0, file.size())
                .compose(
                        found ->
                                found.map(content -> Gathering.of(content).map(Optional::of))
                                        .orElseGet(() -> Future.succeededFuture(Optional.empty())))
                .compose(
                        voice ->
                                voice.map(bytes -> run(file, bytes))
                                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private Future<Optional<Buffer>> run(StoredFile file, Buffer voice) {
        return workers.executeBlocking(() -> convert(voice.getBytes()), false)
                .map(bytes -> remember(file, bytes))
                .otherwise(
                        failure -> {
                            LOG.atWarn()
                                    .addKeyValue("file", file.id().value())
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("voice not made playable");
                            return Optional.empty();
                        });
    }

    private Optional<Buffer> remember(StoredFile file, @Nullable Buffer bytes) {
        if (bytes != null) {
            made.put(file.id(), bytes);
        }
        return Optional.ofNullable(bytes);
    }

    private Buffer convert(byte[] voice) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long deadline = vertx.setTimer(PATIENCE.toMillis(), _ -> process.destroyForcibly());
        try {
            Thread.ofVirtual().start(() -> feed(process.getOutputStream(), voice));
            byte[] result;
            try (InputStream out = process.getInputStream()) {
                result = out.readNBytes(LONGEST_RESULT);
            }
            if (!process.waitFor(1, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("ffmpeg did not end well");
            }
            if (result.length == 0 || result.length == LONGEST_RESULT) {
                throw new IOException("ffmpeg made nothing of use");
            }
            return Buffer.buffer(result);
        } finally {
            vertx.cancelTimer(deadline);
            process.destroyForcibly();
        }
    }

    /** A program that ends early closes its end; its exit value says the rest. */
    private static void feed(OutputStream in, byte[] voice) {
        try (in) {
            in.write(voice);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("ffmpeg took not all");
        }
    }
}
