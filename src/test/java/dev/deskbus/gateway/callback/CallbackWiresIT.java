package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signed callbacks, and those of the first edition, over real HTTP. */
class CallbackWiresIT {
    private static final String SECRET = "a-secret-of-16-bytes";

    private record Seen(String path, String delivery, String signature, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final FakeDirectory directory = new FakeDirectory();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private HttpCallbackSender target;

    @BeforeEach
    void start() {
        directory.has(Samples.integration("127.0.0.0/8"));
        target =
                new HttpCallbackSender(
                        vertx,
                        new ThirdParties(
                                directory,
                                new FakeNames(),
                                _ -> Future.succeededFuture(Optional.empty())),
                        CallbackCodecs.of("https://chat.example.com"),
                        new AddressVetting(
                                _ ->
                                        Future.succeededFuture(
                                                List.of(InetAddress.ofLiteral("127.0.0.1")))),
                        SendRules.STANDARD);
        server = await(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
    }

    private void take(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            seen.add(
                                    new Seen(
                                            request.path(),
                                            request.getHeader("x-delivery-id"),
                                            request.getHeader(HmacSign.HEADER),
                                            body.toString()));
                            request.response().end();
                        });
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void whoHasASecretGetsEveryAttemptSignedUnderOneDeliveryId() {
        directory.has(
                Samples.integration(
                        new Signing(Signing.Rule.OFF, null, SECRET), false, "127.0.0.0/8"));

        send(Protocol.TPI_V2, 1, said("hi"));
        send(Protocol.TPI_V2, 2, said("hi"));

        assertThat(seen).extracting(Seen::delivery).containsExactly("42", "42");
        assertThat(seen).allSatisfy(CallbackWiresIT::assertSigned);
    }

    @Test
    void whoHasNoSecretGetsNoSignature() {
        send(Protocol.TPI_V2, 1, said("hi"));

        assertThat(seen.element().signature()).isNull();
    }

    @Test
    void aClientOfTheFirstEditionIsCalledByItsOwnName() {
        send(Protocol.TPI_V1, 1, said("hi"));

        assertThat(seen.element().path()).isEqualTo("/ThirdPartService/msg");
        assertThat(seen.element().json().getString("clientId")).isEqualTo("their/name");
    }

    @Test
    void whatTheFirstEditionDoesNotSayIsTakenWithoutACall() {
        var timeout = Samples.status(RequestStatus.TIMEOUT, 0);
        assertThat(send(Protocol.TPI_V1, 1, Samples.agentsChanged())).isEqualTo(new Taken());
        assertThat(send(Protocol.TPI_V1, 1, timeout)).isEqualTo(new Taken());
        assertThat(seen).isEmpty();

        directory.has(Samples.integration(Signing.NONE, true, "127.0.0.0/8"));
        send(Protocol.TPI_V1, 1, timeout);
        assertThat(seen.element().json().getInteger("result")).isEqualTo(-5);
    }

    @Test
    void aClientThatTheFirstEditionNeverMetIsFinal() {
        var stranger =
                new Callback.RatingPushed(new ClientId("other"), Samples.SESSION, Samples.ELITE);

        assertThat(send(Protocol.TPI_V1, 1, stranger)).isInstanceOf(Final.class);
        assertThat(seen).isEmpty();
    }

    private CallbackOutcome send(Protocol protocol, int attempt, Callback callback) {
        String base = "http://receiver.test:" + server.actualPort() + "/ThirdPartService";
        var entry = new OutboxEntry(new CallbackTarget(protocol, base, "demo"), callback);
        return await(target.send(new Delivery(42, attempt, entry), () -> true));
    }

    private static void assertSigned(Seen call) {
        long at = Long.parseLong(call.signature().substring(2, 12));
        assertThat(at).isCloseTo(System.currentTimeMillis() / 1000, within(60L));
        assertThat(call.signature())
                .isEqualTo(
                        HmacSign.header(
                                SECRET, Instant.ofEpochSecond(at), Buffer.buffer(call.body())));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
