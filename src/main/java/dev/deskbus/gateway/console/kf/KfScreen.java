package dev.deskbus.gateway.console.kf;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One console, as those see it who decide what it is shown. */
interface KfScreen {
    /** Shows a push; false when the console takes no more now. */
    boolean push(JsonObject push);

    /** The outcome in the console's context, whoever made it. */
    <T> Future<T> here(Future<T> work);
}
