package dev.deskbus.file;

import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.port.FileCatalog;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A catalogue in memory that can be made to fail. */
public final class FakeCatalog implements FileCatalog {
    public final Map<FileId, StoredFile> files = new ConcurrentHashMap<>();
    public volatile @Nullable RuntimeException failure;

    @Override
    public Future<Void> add(StoredFile file) {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        files.put(file.id(), file);
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<StoredFile>> find(FileId id) {
        return failure != null
                ? Future.failedFuture(failure)
                : Future.succeededFuture(Optional.ofNullable(files.get(id)));
    }
}
