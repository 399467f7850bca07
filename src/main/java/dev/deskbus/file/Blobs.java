package dev.deskbus.file;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.port.FileStore.Content;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;

/** Where the contents lie. What is put is there whole or not at all. */
public interface Blobs {
    /** Takes the file that lies there; afterwards it lies there no more. */
    Future<Void> put(FileId id, Path spooled, String type);

    /** Its bytes from there on, so many; empty when it is gone. */
    Future<Optional<Content>> open(FileId id, long from, long length);

    /** Removes it, if it is there. */
    Future<Void> remove(FileId id);
}
