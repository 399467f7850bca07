package dev.deskbus.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whence a request came: from the socket's far end or, when that is one of our own proxies,
 * from where the proxy says (decision G-15).
 */
public final class CallerAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final List<String> PASSED_ON = List.of(FORWARDED_FOR, "Forwarded", "X-Real-IP");

    private final Cidrs proxies;

    /** Knows the ranges of our own proxies. */
    public CallerAddress(List<String> proxies) {
        this.proxies = Cidrs.of(proxies);
    }

    /** The nearest address that is not one of our proxies. */
    public InetAddress of(HttpServerRequest request) {
        return nearest(literal(request.remoteAddress()), request.headers().getAll(FORWARDED_FOR));
    }

    /**
     * Whether that address is the sender's own: nobody has passed the request on but our proxies. A
     * proxy that we do not know makes everybody look as near as itself.
     */
    public boolean isFirstHand(HttpServerRequest request) {
        return proxies.contains(literal(request.remoteAddress()))
                || PASSED_ON.stream().noneMatch(request.headers()::contains);
    }

    InetAddress nearest(InetAddress socket, List<String> forwardedFor) {
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        InetAddress nearest = socket;
        for (int i = hops.length - 1; i >= 0 && proxies.contains(nearest); i--) {
            Optional<InetAddress> hop = Cidrs.literal(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            nearest = hop.get();
        }
        return nearest;
    }

    private static InetAddress literal(@Nullable SocketAddress socket) {
        String host = socket == null ? null : socket.hostAddress();
        return Optional.ofNullable(host)
                .flatMap(Cidrs::literal)
                .orElseGet(CallerAddress::unspecified);
    }

    /** The far end of something that is no IP socket: in no list of friends. */
    private static InetAddress unspecified() {
        return Cidrs.literal("0.0.0.0").orElseThrow();
    }
}
