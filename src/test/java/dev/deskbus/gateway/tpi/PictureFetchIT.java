package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.AddressVetting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where pictures are fetched from, when names mean something. */
@ExtendWith(VertxExtension.class)
class PictureFetchIT {
    private final List<String> asked = new ArrayList<>();
    private HttpServer there;

    @BeforeEach
    void start() throws IOException {
        there = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        there.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestHeaders().getFirst("Host")
                                    + ' '
                                    + exchange.getRequestURI());
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.close();
                });
        there.start();
    }

    @AfterEach
    void stop() {
        there.stop(0);
    }

    @Test
    void theVettedAddressIsAskedInTheNamesName(Vertx vertx) throws Exception {
        Future<Buffer> fetched = fetch(vertx, "/a%20b/?x=1&y=%E4%BD%A0", "127.0.0.0/8");

        assertThat(await(fetched)).hasToString("x");
        assertThat(asked)
                .containsExactly(
                        "pictures.example:"
                                + there.getAddress().getPort()
                                + " /a%20b/?x=1&y=%E4%BD%A0");
    }

    @Test
    void aListedNameThatLeadsInsideIsNotAsked(Vertx vertx) throws Exception {
        Future<Buffer> fetched = fetch(vertx, "/b.png", "pictures.example");

        assertThat(fetched.otherwiseEmpty().toCompletionStage().toCompletableFuture().get())
                .isNull();
        assertThat(fetched.cause()).hasMessageContaining("an address that is not allowed");
        assertThat(asked).isEmpty();
    }

    /** The name is that of the loopback, whatever the system thinks of it. */
    private Future<Buffer> fetch(Vertx vertx, String path, String allowed) {
        var vetting =
                new AddressVetting(
                        _ -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
        return new PictureFetch(vertx, vetting)
                .fetch(
                        "http://pictures.example:" + there.getAddress().getPort() + path,
                        integration(allowed));
    }

    private static Integration integration(String allowed) {
        return new Integration(
                "demo",
                new TenantId(1),
                null,
                "/x",
                List.of(allowed),
                List.of(),
                false,
                false,
                Signing.NONE,
                Dialect.STANDARD);
    }

    private static Buffer await(Future<Buffer> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
