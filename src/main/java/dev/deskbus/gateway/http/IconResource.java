package dev.deskbus.gateway.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;

/** {@code GET /icons/…}: the pictures of agents that come with Deskbus, for the demo directory. */
public final class IconResource {
    private static final String FOLDER = "icons";

    private IconResource() {}

    /** Adds the route. */
    public static void mount(Router router) {
        StaticHandler files =
                StaticHandler.create(FileSystemAccess.RELATIVE, FOLDER).setIncludeHidden(false);
        router.route("/" + FOLDER + "/*")
                .handler(
                        context -> {
                            context.response().putHeader("X-Content-Type-Options", "nosniff");
                            context.next();
                        })
                .handler(files);
    }
}
