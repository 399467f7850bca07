package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Deployable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the visitors' own sockets, on any number of servers. Whoever comes must hold a token, which
 * stands in the address as the vendor's guide has it, and is never written down. May be shared by
 * all threads.
 */
public final class CwsSockets {
    private static final Logger log = LoggerFactory.getLogger(CwsSockets.class);
    private static final Pattern TOKEN =
            Pattern.compile("(?:^|.*&)token=([0-9A-Fa-f-]{1,64})(?:&.*|$)");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final CwsDesk desk;

    /** Serves visitors with these ports. */
    public CwsSockets(Vertx vertx, CwsPorts ports, CwsSettings settings) {
        this.vertx = vertx;
        this.desk = new CwsDesk(ports, settings);
    }

    /** Takes sockets on the paths of the settings, and leaves all the others to somebody else. */
    public Handler<ServerWebSocketHandshake> before(Handler<ServerWebSocketHandshake> others) {
        return handshake -> {
            if (desk.settings().paths().contains(handshake.path())) {
                receive(handshake);
            } else {
                others.handle(handshake);
            }
        };
    }

    /** Repairs what was lost on the way to the sockets: to be deployed once. */
    public Deployable rounds() {
        return desk.rounds();
    }

    /** How many frames were readable only leniently (decision G-2). */
    public long lenientFrames() {
        return desk.codec().lenientCount();
    }

    private void receive(ServerWebSocketHandshake handshake) {
        if (!isWelcome(handshake)) {
            handshake.reject(FORBIDDEN);
            return;
        }
        String token = tokenIn(handshake.query());
        desk.ports()
                .door()
                .findHolder(token)
                .onComplete(
                        holder -> accept(handshake, token, holder),
                        failure -> handshake.reject(status(failure)));
    }

    private void accept(ServerWebSocketHandshake handshake, String token, Holder holder) {
        String language = handshake.headers().get("Accept-Language");
        handshake
                .accept()
                .onSuccess(
                        socket ->
                                new CwsConnection(
                                                vertx,
                                                socket,
                                                desk,
                                                new CwsBearer(token, holder, language))
                                        .open())
                .onFailure(e -> log.atInfo().setCause(e).log("handshake failed"));
    }

    /** A client that is no browser sends no origin, and may connect. */
    private boolean isWelcome(ServerWebSocketHandshake handshake) {
        List<String> allowed = desk.settings().origins();
        List<String> origins = handshake.headers().getAll("Origin");
        return allowed.isEmpty() || (origins.size() < 2 && allowed.containsAll(origins));
    }

    private static int status(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == ErrorCode.TOKEN_INVALID
                ? UNAUTHORIZED
                : UNAVAILABLE;
    }

    private static String tokenIn(@Nullable String query) {
        Matcher found = TOKEN.matcher(query == null ? "" : query);
        return found.matches() ? found.group(1) : "";
    }
}
