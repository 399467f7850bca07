package dev.deskbus.gateway.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses that consoles may show to others. */
public final class WebAddresses {
    private WebAddresses() {}

    /** Only addresses on the web: a {@code javascript:} one would run at whoever opens it. */
    public static boolean isOne(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
