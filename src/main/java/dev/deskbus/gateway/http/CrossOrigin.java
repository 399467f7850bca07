package dev.deskbus.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/**
 * Lets web pages of other origins read what visitors are answered (decision G-20): of those that
 * the settings name, or of any where they name {@code *}. For everybody else nothing changes, so
 * that a server that sends some {@code Origin} is served, and a browser refuses by itself.
 */
public final class CrossOrigin {
    private static final String ANY = "*";
    private static final int REMEMBERED_SECONDS = 600;
    private static final List<String> PATHS =
            List.of(
                    "/EliteWebChat/tpi",
                    "/webchat/tpi",
                    "/EliteWebChat/tpiu",
                    "/webchat/tpiu",
                    "/EliteWebChat/robotSearch",
                    "/webchat/robotSearch",
                    "/EliteWebChat/f/*",
                    "/webchat/f/*",
                    "/f/*");

    private final List<String> origins;
    private final CorsHandler handler;

    /** For pages of these origins. */
    public CrossOrigin(List<String> origins) {
        this.origins = List.copyOf(origins);
        CorsHandler cors = CorsHandler.create();
        if (!origins.contains(ANY)) {
            cors.addOrigins(this.origins);
        }
        this.handler =
                cors.allowedMethods(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST))
                        .allowedHeaders(
                                Set.of(
                                        "Accept-Language",
                                        "Content-Type",
                                        "Range",
                                        "sign",
                                        HmacSign.HEADER))
                        .maxAgeSeconds(REMEMBERED_SECONDS);
    }

    /** Comes before what is served there; does nothing when no origin is named. */
    public void mount(Router router) {
        if (!origins.isEmpty()) {
            PATHS.forEach(path -> router.route(path).handler(this::serve));
        }
    }

    private void serve(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origins.contains(ANY) || origin == null || origins.contains(origin)) {
            handler.handle(context);
        } else {
            context.response().putHeader("Vary", "Origin");
            context.next();
        }
    }
}
