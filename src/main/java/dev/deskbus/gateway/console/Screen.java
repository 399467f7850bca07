package dev.deskbus.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** One console, as those see it who decide what it is shown. */
public interface Screen {
    /** Shows a push; false when the console takes no more now. */
    boolean push(JsonObject push);

    /** Begins the work in the console's context, whoever asks for it. */
    <T> Future<T> enter(Supplier<Future<T>> work);

    /** The outcome in the console's context, whoever made it; to be asked for in that context. */
    <T> Future<T> here(Future<T> work);
}
