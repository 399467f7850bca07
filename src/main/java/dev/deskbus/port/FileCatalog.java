package dev.deskbus.port;

import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import io.vertx.core.Future;
import java.util.Optional;

/** What is known of each file, for all nodes. A file that is not here does not exist. */
public interface FileCatalog {
    /** Notes a file whose content is in its place already. */
    Future<Void> add(StoredFile file);

    /** What is known of it; empty when there is none. */
    Future<Optional<StoredFile>> find(FileId id);
}
