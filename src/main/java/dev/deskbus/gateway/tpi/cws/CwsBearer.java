package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.port.ClientStore.Holder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who came with a socket.
 *
 * @param token as it was sent; never written down
 * @param language of its browser
 */
record CwsBearer(String token, Holder holder, @Nullable String language) {
    Client client() {
        return holder.client();
    }

    TokenKey key() {
        return Objects.requireNonNull(holder.key());
    }

    @Override
    public String toString() {
        return "CwsBearer[" + client().id() + "]";
    }
}
