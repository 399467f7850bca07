package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.FileStore.Draft;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * Keeps pictures and voices that come as base64 inside a message, and says where they lie
 * (decisions V2-21, V2-22). Too much of it is {@code FILE_TOO_LARGE} (-21).
 */
public final class InlineMedia {
    private final Vertx vertx;
    private final FileStore files;
    private final boolean strictVoice;

    /**
     * Keeps them in that store.
     *
     * @param strictVoice whether a voice must be AMR
     */
    public InlineMedia(Vertx vertx, FileStore files, boolean strictVoice) {
        this.vertx = vertx;
        this.files = files;
        this.strictVoice = strictVoice;
    }

    /** What was kept, and the path at which it is served. */
    public record Kept(StoredFile file, String url) {}

    /** A picture or thumbnail; {@code PICTURE_NOT_STORED} (-22) when it is none, or for trouble. */
    public Future<Kept> keepPicture(TenantId tenant, String base64) {
        return keep(tenant, base64, Purpose.PICTURE, "image")
                .recover(failure -> refuse(ErrorCode.PICTURE_NOT_STORED, failure));
    }

    /**
     * A voice; {@code VOICE_NOT_STORED} (-23) when it cannot be decoded, is not AMR although it
     * must be, or for trouble. One that is no AMR says so by its type.
     */
    public Future<Kept> keepVoice(TenantId tenant, String base64) {
        return keep(tenant, base64, Purpose.VOICE, "voice")
                .recover(failure -> refuse(ErrorCode.VOICE_NOT_STORED, failure));
    }

    private Future<Kept> keep(TenantId tenant, String base64, Purpose purpose, String name) {
        return vertx.executeBlocking(() -> Base64Data.decode(base64, files.limit()), false)
                .map(Objects::requireNonNull)
                .compose(bytes -> files.receive(Buffer.buffer(bytes), FileName.of(name), purpose))
                .compose(draft -> keep(tenant, draft, purpose))
                .map(file -> new Kept(file, FileLinks.path(file)));
    }

    private Future<StoredFile> keep(TenantId tenant, Draft draft, Purpose purpose) {
        if (strictVoice && purpose == Purpose.VOICE && !StoredFile.isAmr(draft.type())) {
            return files.discard(draft)
                    .otherwiseEmpty()
                    .compose(
                            _ ->
                                    Future.failedFuture(
                                            new Refusal(
                                                    ErrorCode.VOICE_NOT_STORED,
                                                    "a voice must be AMR")));
        }
        return files.keep(draft, tenant);
    }

    private static <T> Future<T> refuse(ErrorCode code, Throwable failure) {
        return Future.failedFuture(
                failure instanceof Refusal refusal && refusal.code() != ErrorCode.FILE_TOO_LARGE
                        ? new Refusal(code, String.valueOf(refusal.getMessage()))
                        : failure);
    }
}
