package dev.deskbus.port;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;

/**
 * Files that clients send, each under an id that nobody can guess. A file comes in two steps: it is
 * received and looked at, and only then kept; what is not kept is never served to anybody. Refuses
 * with {@code FILE_TOO_LARGE}, {@code FILE_KIND_NOT_ALLOWED}, {@code PARAMETER_INVALID} (empty) and
 * {@code FILE_NOT_STORED}.
 */
public interface FileStore {
    /** The most bytes that a file may have. */
    long limit();

    /** Takes a file as it comes, never holding more than a part of it in memory. */
    default Incoming receive(ReadStream<Buffer> content, FileName name) {
        return receive(content, name, Purpose.UPLOAD);
    }

    /** The same for what is no upload. */
    Incoming receive(ReadStream<Buffer> content, FileName name, Purpose purpose);

    /** Takes a file that is there already. */
    Future<Draft> receive(Buffer content, FileName name, Purpose purpose);

    /** Keeps it: from now on it can be found on every node. */
    Future<StoredFile> keep(Draft draft, TenantId tenant);

    /** Forgets what was received. */
    Future<Void> discard(Draft draft);

    /** What is known of the file; empty when there is none. */
    Future<Optional<StoredFile>> find(FileId id);

    /** The bytes from there on, so many; empty when they are gone. */
    Future<Optional<Content>> open(StoredFile file, long from, long length);

    /** A file that is coming. */
    interface Incoming {
        /**
         * The whole file. After a failure its stream stands still without handlers: the rest is its
         * owner's.
         */
        Future<Draft> draft();

        /** Takes no more of it; does nothing once it is there. */
        void abandon(Throwable why);
    }

    /** A file that was received and is fit to be kept. */
    record Draft(FileId id, FileName name, String type, long size) {}

    /** Bytes on their way out. */
    interface Content {
        /** Sends them all and ends the target; to be called once, for only that frees them. */
        Future<Void> sendTo(WriteStream<Buffer> target);
    }
}
