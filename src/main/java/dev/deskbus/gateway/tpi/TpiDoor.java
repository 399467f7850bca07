package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The same interface for those who come in another way than by HTTP. The language is that of an
 * {@code Accept-Language} header.
 */
public interface TpiDoor {
    /** Who holds that token; fails with {@code TOKEN_INVALID}, whatever is wrong with it. */
    Future<Holder> findHolder(String token);

    /** Serves a request of TPI v2 for whoever was found; the answer as it goes out. Never fails. */
    Future<ObjectNode> serve(Holder holder, Fields request, @Nullable String language);

    /** The answer to a request that failed before it got here. */
    ObjectNode refuse(Throwable failure, @Nullable String language);
}
