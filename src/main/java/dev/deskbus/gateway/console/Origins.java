package dev.deskbus.gateway.console;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may open a console's socket. A client that is no browser sends no origin, and
 * may.
 *
 * @param allowed compared exactly; none at all means pages from the same host, on any port
 */
public record Origins(List<String> allowed) {
    private static final String ORIGIN = "Origin";

    public Origins {
        allowed = List.copyOf(allowed);
    }

    /** Whether whoever sends these may connect to a server of that name. */
    public boolean admits(MultiMap headers, @Nullable HostAndPort own) {
        List<String> origins = headers.getAll(ORIGIN);
        return switch (origins.size()) {
            case 0 -> true;
            case 1 -> admits(origins.getFirst(), own);
            default -> false;
        };
    }

    private boolean admits(String origin, @Nullable HostAndPort own) {
        return allowed.isEmpty() ? isSameHost(origin, own) : allowed.contains(origin);
    }

    private static boolean isSameHost(String origin, @Nullable HostAndPort own) {
        try {
            URI page = new URI(origin);
            boolean isPage =
                    ("http".equals(page.getScheme()) || "https".equals(page.getScheme()))
                            && page.getUserInfo() == null
                            && page.getRawPath().isEmpty();
            return isPage && own != null && own.host().equalsIgnoreCase(page.getHost());
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
