package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Keeps pictures and voices that came inside requests, and says where they are served. */
@FunctionalInterface
public interface MediaKeeper {
    /** For a node that keeps no files: everything is refused. */
    MediaKeeper NONE =
            (_, _, _) ->
                    Future.failedFuture(
                            new Refusal(ErrorCode.UNAVAILABLE, "no files are kept here"));

    /** Keeps it; fails when it is not kept, for whatever reason. */
    Future<Kept> keep(TenantId tenant, Sort sort, Buffer bytes);

    /** What the bytes must be. */
    enum Sort {
        /** A picture that can be shown. */
        PICTURE,
        /** Anything: only what is sound is called sound (decision V2-22). */
        VOICE
    }

    /**
     * Something that is kept.
     *
     * @param url below this service
     */
    record Kept(String url, String name, long size) {}
}
