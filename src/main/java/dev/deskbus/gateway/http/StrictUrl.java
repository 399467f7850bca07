package dev.deskbus.gateway.http;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address on somebody else's server, read strictly: what two parsers could read differently is
 * refused (reliability 4, SSRF).
 *
 * @param host lower case; a name, or an address as it is written in URLs
 * @param literal the address that {@code host} is; null when it is a name
 * @param path without a trailing slash; may be empty
 */
public record StrictUrl(
        boolean tls, String host, @Nullable InetAddress literal, int port, String path) {
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(https?)://([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([1-9][0-9]{0,4}))?"
                            + "((?:/[a-z0-9._~%!$&'()*+,;=:@-]*)*)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER_AT_END =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final int LARGEST_PORT = 65_535;

    /** Reads it, or refuses with {@code CALLBACK_ADDRESS_NOT_ALLOWED}. */
    public static StrictUrl parse(String url) {
        Matcher whole = WHOLE.matcher(url);
        if (!whole.matches()) {
            throw refused("not a plain http or https address");
        }
        boolean tls = whole.group(1).equalsIgnoreCase("https");
        String host = whole.group(2).toLowerCase(Locale.ROOT);
        int port = whole.group(3) == null ? (tls ? 443 : 80) : Integer.parseInt(whole.group(3));
        if (port > LARGEST_PORT) {
            throw refused("no such port");
        }
        String path = whole.group(4);
        return new StrictUrl(
                tls,
                host,
                literal(host).orElse(null),
                port,
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /**
     * A request to that server in the name of this host, whatever the name means by now, and along
     * no redirect.
     *
     * @param uri path and query
     */
    public RequestOptions request(HttpMethod method, InetAddress server, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, server.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(uri)
                .setFollowRedirects(false);
    }

    /** The same refusal for everybody who looks at addresses. */
    public static Refusal refused(String why) {
        return new Refusal(ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED, why);
    }

    /** The address that is written there in its one usual form; empty for a name. */
    private static Optional<InetAddress> literal(String host) {
        if (host.startsWith("[")) {
            return Optional.of(ipv6(host.substring(1, host.length() - 1)));
        }
        if (NUMBER_AT_END.matcher(host).matches()) {
            if (!IPV4.matcher(host).matches() || !NetUtil.isValidIpV4Address(host)) {
                throw refused("an address in an unusual form");
            }
            return Optional.of(address(host));
        }
        if (!NAME.matcher(host).matches()) {
            throw refused("not a host name");
        }
        return Optional.empty();
    }

    private static InetAddress ipv6(String text) {
        if (!NetUtil.isValidIpV6Address(text)) {
            throw refused("not an address");
        }
        if (address(text) instanceof Inet6Address address) {
            return address;
        }
        throw refused("an IPv4 address dressed as IPv6");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException _) {
            throw refused("not an address");
        }
    }
}
