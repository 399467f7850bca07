package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Cidrs;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request wants to be called back: at its {@code serverAddr}, if the integration allows
 * that host, else where the integration says (decisions V2-41, G-23). Names are compared, never
 * looked up.
 */
final class CallbackAddress {
    private static final int LARGEST_PORT = 65535;

    private CallbackAddress() {}

    /**
     * The target; null for none. Refuses an address that is not allowed with {@code
     * CALLBACK_ADDRESS_NOT_ALLOWED}.
     */
    static @Nullable CallbackTarget of(
            @Nullable String serverAddr, Protocol wire, Integration integration) {
        String base =
                serverAddr == null ? integration.callbackUrl() : vetted(serverAddr, integration);
        return base == null
                ? null
                : new CallbackTarget(wire, withoutTrailingSlash(base), integration.name());
    }

    private static String vetted(String serverAddr, Integration integration) {
        URI uri = parse(serverAddr.strip());
        String scheme = lower(uri.getScheme());
        String host = lower(uri.getHost());
        require(scheme.equals("http") || scheme.equals("https"), "must begin with http or https");
        require(uri.getPort() <= LARGEST_PORT && uri.getPort() != 0, "names no such port");
        require(
                uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null
                        && uri.getRawQuery() == null,
                "must be scheme, host, port and path only");
        require(isAllowed(host, integration.callbackHosts()), "names a host that is not allowed");
        String path = withoutTrailingSlash(uri.getRawPath());
        require(isPlain(path), "has a path that is not plain");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return scheme + "://" + host + port + (path.isEmpty() ? integration.callbackPath() : path);
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            require(uri.getHost() != null, "must be an absolute URL");
            return uri;
        } catch (URISyntaxException e) {
            throw refusal("is no URL");
        }
    }

    /** An address in figures must lie in a range or be listed itself; a name must be listed. */
    static boolean isAllowed(String host, List<String> allowed) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> literal = Cidrs.literal(bare);
        return literal.isPresent()
                ? isUnambiguous(bare, literal.get()) && Cidrs.of(allowed).contains(literal.get())
                : allowed.stream().anyMatch(name -> lower(name).equals(host));
    }

    /** Leading zeros are octal to some and decimal to others. */
    private static boolean isUnambiguous(String figures, InetAddress address) {
        return figures.indexOf(':') >= 0 || figures.equals(address.getHostAddress());
    }

    private static boolean isPlain(String path) {
        return path.indexOf('%') < 0
                && !path.contains("//")
                && !path.contains("/../")
                && !path.endsWith("/..");
    }

    private static String withoutTrailingSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw refusal(otherwise);
        }
    }

    private static Refusal refusal(String why) {
        return new Refusal(ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED, "serverAddr " + why);
    }
}
