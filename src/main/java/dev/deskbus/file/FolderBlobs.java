package dev.deskbus.file;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.port.FileStore.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Contents in a local folder, or one that all nodes share. A file gets its name when all of it is
 * on the disk, by a rename: it must come from the same file system.
 */
final class FolderBlobs implements Blobs {
    private static final int FAN_OUT = 2;

    private final Vertx vertx;
    private final Path folder;

    FolderBlobs(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    @Override
    public Future<Void> put(FileId id, Path spooled, String type) {
        return vertx.executeBlocking(
                        () -> {
                            Path shelf = shelf(id);
                            if (!Files.isDirectory(shelf)) {
                                Files.createDirectories(shelf);
                                force(folder);
                            }
                            Files.move(spooled, path(id), StandardCopyOption.ATOMIC_MOVE);
                            force(shelf);
                            return id;
                        },
                        false)
                .mapEmpty();
    }

    @Override
    public Future<Optional<Content>> open(FileId id, long from, long length) {
        return vertx.fileSystem()
                .open(
                        path(id).toString(),
                        new OpenOptions().setRead(true).setWrite(false).setCreate(false))
                .map(file -> Optional.of(content(file.setReadPos(from).setReadLength(length))))
                .recover(
                        failure ->
                                isMissing(failure)
                                        ? Future.succeededFuture(Optional.empty())
                                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> remove(FileId id) {
        return vertx.executeBlocking(() -> Files.deleteIfExists(path(id)), false).mapEmpty();
    }

    private Path path(FileId id) {
        return shelf(id).resolve(id.value());
    }

    private Path shelf(FileId id) {
        return folder.resolve(id.value().substring(0, FAN_OUT));
    }

    private static Content content(AsyncFile file) {
        return target -> file.pipeTo(target).eventually(file::close);
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof FileSystemException
                && failure.getCause() instanceof NoSuchFileException;
    }

    /** A rename is on the disk when its folder is. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
