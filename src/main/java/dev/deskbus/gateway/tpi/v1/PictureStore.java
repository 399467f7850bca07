package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;

/** Keeps pictures that came inside requests, and says where they are served. */
@FunctionalInterface
public interface PictureStore {
    /** For a node that keeps no files: every picture is refused. */
    PictureStore NONE =
            (_, _) ->
                    Future.failedFuture(
                            new Refusal(ErrorCode.UNAVAILABLE, "no files are kept here"));

    /** Its address, absolute or below this service; fails when it is not kept. */
    Future<String> keep(TenantId tenant, Picture picture);
}
