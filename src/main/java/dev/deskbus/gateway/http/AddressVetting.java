package dev.deskbus.gateway.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether, and at which addresses, a third party may be called (decision G-23). The name is
 * resolved here, every address must be allowed, and the caller connects to the address itself: what
 * the name means a moment later is of no interest. An address is allowed when a range of the
 * integration holds it, or when its name is listed and it is on the public internet.
 */
public final class AddressVetting {
    private static final int RANGES_KEPT = 1000;

    private final HostResolver resolver;

    /** Of what integrations list: it is the same at each call. */
    private final LoadingCache<List<String>, AddressRanges> ranges =
            Caffeine.newBuilder().maximumSize(RANGES_KEPT).build(AddressRanges::of);

    /** Asks the system's resolver. */
    public AddressVetting(Vertx vertx) {
        this(HostResolver.ofSystem(vertx));
    }

    /** Asks that one. */
    public AddressVetting(HostResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The addresses of the host, all of them allowed. Fails with a {@code Refusal} when one is not,
     * and with whatever the resolver says when there are none.
     */
    public Future<List<InetAddress>> vet(StrictUrl url, Integration integration) {
        AddressRanges callable = ranges.get(integration.callbackHosts());
        boolean listed = isListed(url.host(), integration);
        if (url.literal() != null) {
            return allowed(List.of(url.literal()), callable, listed);
        }
        if (!listed && callable.isEmpty()) {
            return Future.failedFuture(StrictUrl.refused("the host is not allowed"));
        }
        return resolver.resolve(url.host()).compose(found -> allowed(found, callable, listed));
    }

    /** The addresses of a host that nobody but this installation itself chose: any will do. */
    public Future<List<InetAddress>> locate(StrictUrl url) {
        return url.literal() == null
                ? resolver.resolve(url.host())
                : Future.succeededFuture(List.of(url.literal()));
    }

    private static Future<List<InetAddress>> allowed(
            List<InetAddress> addresses, AddressRanges ranges, boolean listed) {
        boolean all =
                addresses.stream()
                        .allMatch(
                                address ->
                                        ranges.contains(address)
                                                || (listed && AddressRanges.isPublic(address)));
        return all && !addresses.isEmpty()
                ? Future.succeededFuture(addresses)
                : Future.failedFuture(
                        StrictUrl.refused("the host has an address that is not allowed"));
    }

    /** By name, exactly; the integration's own address needs no second mention. */
    private static boolean isListed(String host, Integration integration) {
        return integration.callbackHosts().stream().anyMatch(host::equalsIgnoreCase)
                || Optional.ofNullable(integration.callbackUrl())
                        .filter(own -> isHostOf(host, own))
                        .isPresent();
    }

    private static boolean isHostOf(String host, String url) {
        try {
            return StrictUrl.parse(url).host().equals(host);
        } catch (Refusal _) {
            return false;
        }
    }
}
