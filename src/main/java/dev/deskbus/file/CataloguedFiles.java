package dev.deskbus.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.FileCatalog;
import dev.deskbus.port.FileStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file store: contents in {@link Blobs}, what is known of them in the catalogue, in this order,
 * so that whatever the catalogue names is there. May be used by all threads.
 */
public final class CataloguedFiles implements FileStore {
    private static final Logger LOG = LoggerFactory.getLogger(CataloguedFiles.class);
    private static final long REMEMBERED = 10_000;
    private static final int HEAD = 64 * 1024;

    private final Vertx vertx;
    private final FileRules rules;
    private final FileKinds kinds;
    private final FileCatalog catalog;
    private final Blobs blobs;
    private final Spool spool;
    private final Cache<FileId, StoredFile> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private CataloguedFiles(
            Vertx vertx, FileRules rules, FileCatalog catalog, Blobs blobs, Spool spool) {
        this.vertx = vertx;
        this.rules = rules;
        this.kinds = new FileKinds(rules.extensions());
        this.catalog = catalog;
        this.blobs = blobs;
        this.spool = spool;
    }

    /** Files in that folder, which all nodes must share; blocks while it is made. */
    public static CataloguedFiles inFolder(
            Vertx vertx, FileRules rules, FileCatalog catalog, Path folder) throws IOException {
        Spool spool = new Spool(folder.resolve("incoming"));
        return new CataloguedFiles(vertx, rules, catalog, new FolderBlobs(vertx, folder), spool);
    }

    /** Files in that bucket; they lie in the folder only while they come. */
    public static CataloguedFiles inBucket(
            Vertx vertx, FileRules rules, FileCatalog catalog, Path folder, S3Bucket bucket)
            throws IOException {
        Spool spool = new Spool(folder.resolve("incoming"));
        return new CataloguedFiles(vertx, rules, catalog, new S3Blobs(vertx, bucket), spool);
    }

    @Override
    public long limit() {
        return rules.limit();
    }

    @Override
    public Incoming receive(ReadStream<Buffer> content, FileName name, Purpose purpose) {
        FileId id = spool.freshId();
        Intake intake = new Intake(content, rules.limit());
        Future<Draft> draft =
                Future.succeededFuture()
                        .compose(_ -> admit(name, purpose))
                        .compose(_ -> spool(id, intake))
                        .compose(_ -> examine(id, name, purpose))
                        .recover(failure -> forget(id, failure));
        draft.onFailure(intake::abandon);
        return new Incoming() {
            @Override
            public Future<Draft> draft() {
                return draft;
            }

            @Override
            public void abandon(Throwable why) {
                intake.abandon(why);
            }
        };
    }

    @Override
    public Future<Draft> receive(Buffer content, FileName name, Purpose purpose) {
        if (content.length() > rules.limit()) {
            return Future.failedFuture(Intake.tooLarge(rules.limit()));
        }
        FileId id = spool.freshId();
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes());
        return vertx.executeBlocking(
                        () -> {
                            spool.write(id, bytes);
                            return id;
                        },
                        false)
                .compose(_ -> examine(id, name, purpose))
                .recover(failure -> forget(id, failure));
    }

    @Override
    public Future<StoredFile> keep(Draft draft, TenantId tenant) {
        StoredFile file =
                new StoredFile(draft.id(), tenant, draft.name(), draft.type(), draft.size());
        return blobs.put(draft.id(), spool.path(draft.id()), draft.type())
                .compose(_ -> catalog.add(file).onFailure(_ -> blobs.remove(draft.id())))
                .map(file)
                .recover(failure -> forget(draft.id(), failure));
    }

    @Override
    public Future<Void> discard(Draft draft) {
        return remove(draft.id());
    }

    @Override
    public Future<Optional<StoredFile>> find(FileId id) {
        StoredFile remembered = known.getIfPresent(id);
        if (remembered != null) {
            return Future.succeededFuture(Optional.of(remembered));
        }
        return catalog.find(id).onSuccess(found -> found.ifPresent(file -> known.put(id, file)));
    }

    @Override
    public Future<Optional<Content>> open(StoredFile file, long from, long length) {
        return blobs.open(file.id(), from, length);
    }

    /** Nobody but uploaders chooses a name that counts. */
    private Future<Void> admit(FileName name, Purpose purpose) {
        if (purpose == Purpose.UPLOAD) {
            kinds.require(name);
        }
        return Future.succeededFuture();
    }

    private Future<Long> spool(FileId id, Intake intake) {
        OpenOptions fresh = new OpenOptions().setRead(false).setCreateNew(true);
        return vertx.fileSystem().open(spool.path(id).toString(), fresh).compose(intake::into);
    }

    private Future<Draft> examine(FileId id, FileName name, Purpose purpose) {
        return vertx.executeBlocking(
                        () -> {
                            Path path = spool.path(id);
                            long size = Files.size(path);
                            if (size == 0) {
                                throw new Refusal(ErrorCode.PARAMETER_INVALID, "the file is empty");
                            }
                            try (InputStream content =
                                    new BufferedInputStream(Files.newInputStream(path), HEAD)) {
                                FileKinds.Kind kind = kinds.of(content, name, purpose);
                                return new Draft(id, kind.name(), kind.type(), size);
                            }
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    /** Removes what was spooled, and says what went wrong in words that others understand. */
    private <T> Future<T> forget(FileId id, Throwable failure) {
        return remove(id).otherwiseEmpty().compose(_ -> Future.failedFuture(explain(failure)));
    }

    private static Refusal explain(Throwable failure) {
        if (failure instanceof Refusal refusal
                && refusal.code() != ErrorCode.UNAVAILABLE
                && refusal.code() != ErrorCode.OVERLOADED) {
            return refusal;
        }
        LOG.atWarn().setCause(failure).log("a file could not be stored");
        return new Refusal(ErrorCode.FILE_NOT_STORED, "please try again later");
    }

    private Future<Void> remove(FileId id) {
        return vertx.executeBlocking(() -> Files.deleteIfExists(spool.path(id)), false).mapEmpty();
    }
}
