package dev.deskbus.bench.ceiling;

import dev.deskbus.store.PgAddress;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Starts one ceiling in a process of its own: {@code echo PORT} or {@code line PORT DATABASE}. */
public final class Ceilings {
    private static final long START_SECONDS = 30;

    private Ceilings() {}

    /** As above. */
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        int port = Integer.parseInt(arguments[1]);
        Supplier<VerticleBase> front =
                switch (arguments[0]) {
                    case "echo" -> () -> new Echo(port);
                    case "line" -> {
                        PgAddress database = PgAddress.parse(arguments[2]);
                        yield () -> new StraightLine(port, database);
                    }
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        vertx.deployVerticle(
                        front,
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .await(START_SECONDS, TimeUnit.SECONDS);
    }
}
