package dev.deskbus.file;

import dev.deskbus.domain.id.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A folder where files lie while they come; nobody is served from it. All of it blocks. */
final class Spool {
    private static final Duration STALE = Duration.ofHours(1);
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;

    /** Makes the folder; what dead nodes left there goes. */
    Spool(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        List<Path> left;
        try (var paths = Files.list(folder)) {
            left = paths.toList();
        }
        for (Path path : left) {
            removeIfStale(path);
        }
    }

    /** An id that nobody can guess. */
    FileId freshId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return new FileId(HexFormat.of().formatHex(bytes));
    }

    /** Where the file with that id lies while it comes. */
    Path path(FileId id) {
        return folder.resolve(id.value());
    }

    /** Writes it, down to the disk. */
    void write(FileId id, ByteBuffer content) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        path(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                file.write(content);
            }
            file.force(false);
        }
    }

    /** Another node may be as busy here. */
    private static void removeIfStale(Path path) throws IOException {
        if (Files.exists(path)
                && Files.getLastModifiedTime(path)
                        .toInstant()
                        .isBefore(Instant.now().minus(STALE))) {
            Files.deleteIfExists(path);
        }
    }
}
