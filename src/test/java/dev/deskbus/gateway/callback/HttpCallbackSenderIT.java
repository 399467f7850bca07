package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallbackSenderIT {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration HASTY = Duration.ofMillis(800);

    private record Seen(String path, String host, String delivery, String attempt, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final FakeDirectory directory = new FakeDirectory();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> cut = new CompletableFuture<>();
    private volatile List<InetAddress> addresses = List.of(ip("127.0.0.1"));
    private volatile Consumer<HttpServerRequest> answer = request -> request.response().end();
    private HttpServer server;
    private HttpCallbackSender target;

    @BeforeEach
    void start() {
        directory.has(Samples.integration("127.0.0.0/8", "::1"));
        target = sender(names(), PATIENT);
        server = listen(new HttpServerOptions().setHost("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aCallIsAPostOfTheSampleUnderTheBaseAddress() {
        CallbackOutcome outcome =
                send(new Delivery(42, 3, entry("receiver.test", Samples.started())));

        assertThat(outcome).isEqualTo(new Taken());
        Seen call = seen.element();
        assertThat(call.path()).isEqualTo("POST /ThirdPartService/create");
        assertThat(call.host()).isEqualTo("receiver.test:" + server.actualPort());
        assertThat(call.delivery()).isEqualTo("42");
        assertThat(call.attempt()).isEqualTo("3");
        assertThat(new JsonObject(call.body()))
                .isEqualTo(new JsonObject(Samples.wire("create-additive.json")));
    }

    @Test
    void whatGoesPastTheLaneHasNoDeliveryId() {
        send(new Delivery(0, 1, entry("receiver.test", said(new Notice(Notice.TYPING, "")))));

        assertThat(seen.element().delivery()).isNull();
    }

    @ParameterizedTest(name = "[{index}] {0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    200 | text/html        | {"result":1}
                    200 | text/html        | {"result":"1"}
                    200 | application/json | {"result":1,"message":"success"}
                    200 | application/json | {"message":"no result at all"}
                    200 | application/json | {"result":null}
                    200 | application/json | {"result":
                    200 | text/plain       | ok
                    200 | text/plain       | 0
                    201 | text/plain       | ``
                    204 | text/plain       | ``
                    """)
    void taken(int status, String type, String body) {
        answer = request -> reply(request, status, type, body);

        assertThat(send(said("hi"))).isEqualTo(new Taken());
    }

    @ParameterizedTest(name = "[{index}] {0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    200 | {"result":0}        | result 0
                    200 | {"result":-11}      | result -11
                    200 | {"result":" 0 "}    | result  0
                    200 | {"result":-0.5e300} | result -5.0E299
                    429 | slow down           | status 429
                    500 | {"result":1}        | status 500
                    503 | ``                  | status 503
                    """)
    void retryable(int status, String body, String why) {
        answer = request -> reply(request, status, "text/html", body);

        assertThat(send(said("hi")))
                .isInstanceOfSatisfying(
                        Retryable.class, r -> assertThat(r.why().strip()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 301, 302, 303, 307, 308, 304})
    void otherAnswersAreFinalAndNoRedirectIsFollowed(int status) {
        answer =
                request ->
                        request.response()
                                .setStatusCode(status)
                                .putHeader(
                                        "location",
                                        "http://127.0.0.1:" + server.actualPort() + "/elsewhere")
                                .end();

        assertThat(send(said("hi"))).isEqualTo(new Final("status " + status));
        assertThat(seen).extracting(Seen::path).containsExactly("POST /ThirdPartService/msg");
    }

    @Test
    void anOptionalEndpointThatIsNotThereIsNotCalledAgain() {
        answer = request -> request.response().setStatusCode(404).end();

        assertThat(send(Samples.rating())).isEqualTo(new Absent());
        assertThat(send(Samples.rating())).isEqualTo(new Absent());
        assertThat(send(Samples.agentsChanged())).isEqualTo(new Absent());
        assertThat(send(said("hi"))).isEqualTo(new Final("status 404"));
        assertThat(seen)
                .extracting(Seen::path)
                .containsExactly(
                        "POST /ThirdPartService/pushRating",
                        "POST /ThirdPartService/agentsUpdate",
                        "POST /ThirdPartService/msg");
    }

    @Test
    void whoNeverAnswersIsCutOff() {
        target = sender(names(), HASTY);
        answer = _ -> {};

        assertThat(send(said("hi"))).isInstanceOf(Retryable.class);
        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void whoAnswersDropByDropIsCutOff() {
        target = sender(names(), HASTY);
        answer =
                request -> {
                    request.response().setChunked(true).write("{");
                    vertx.setPeriodic(50, _ -> request.response().write(" "));
                };

        assertThat(send(said("hi"))).isInstanceOf(Retryable.class);
        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void noMoreOfAnAnswerIsReadThanAllowed() {
        answer =
                request -> {
                    request.response().setChunked(true);
                    vertx.setPeriodic(
                            1, _ -> request.response().write(Buffer.buffer(new byte[16_384])));
                };

        assertThat(send(said("hi"))).isEqualTo(new Taken());
        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void whoHangsUpMayBeTriedAgain() {
        answer = request -> request.connection().close();
        assertThat(send(said("hi"))).isInstanceOf(Retryable.class);

        await(server.close());
        assertThat(send(said("hi"))).isInstanceOf(Retryable.class);
    }

    @Test
    void theNextAttemptTakesTheNextAddress() {
        addresses = List.of(ip("127.0.0.2"), ip("127.0.0.1"));
        OutboxEntry entry = entry("receiver.test", said("hi"));

        assertThat(send(new Delivery(1, 1, entry))).isInstanceOf(Retryable.class);
        assertThat(send(new Delivery(1, 2, entry))).isEqualTo(new Taken());
    }

    @Test
    void aNameIsVettedAgainAtEachAttempt() {
        assertThat(send(said("one"))).isEqualTo(new Taken());

        addresses = List.of(ip("10.0.0.1"));

        assertThat(send(said("two"))).isInstanceOf(Final.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void anAddressThatIsNotAllowedIsFinalAndNotCalled() {
        directory.has(Samples.integration("im.example.com"));

        assertThat(send(said("hi"))).isInstanceOf(Final.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void theSystemsResolverFindsLocalhostAndNotWhatDoesNotExist() {
        target = sender(new AddressVetting(vertx), PATIENT);
        assertThat(send(new Delivery(1, 1, entry("localhost", said("hi"))))).isEqualTo(new Taken());

        target = sender(new AddressVetting(vertx), HASTY);
        assertThat(send(new Delivery(1, 1, entry("nowhere.invalid", said("hi")))))
                .isInstanceOf(Retryable.class);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() {
        var certificate = SelfSignedCertificate.create("receiver.test");
        server =
                listen(
                        new HttpServerOptions()
                                .setHost("127.0.0.1")
                                .setSsl(true)
                                .setKeyCertOptions(certificate.keyCertOptions()));
        var target = target("https://receiver.test:" + server.actualPort() + "/x", Protocol.TPI_V2);

        CallbackOutcome outcome = send(new Delivery(1, 1, new OutboxEntry(target, said("hi"))));

        assertThat(outcome)
                .isInstanceOfSatisfying(Retryable.class, r -> assertThat(r.why()).contains("SSL"));
        assertThat(seen).isEmpty();
    }

    @Test
    void whatTheIntegrationDoesNotWantIsTakenWithoutACall() {
        Integration open = Samples.integration("127.0.0.0/8");
        directory.has(
                new Integration(
                        open.name(),
                        open.tenant(),
                        null,
                        "/x",
                        open.callbackHosts(),
                        List.of(),
                        true,
                        false,
                        Signing.NONE,
                        Dialect.STANDARD));

        assertThat(send(Samples.status(RequestStatus.ACCEPTED, 0))).isEqualTo(new Taken());
        assertThat(send(said(new Notice(99, "custom")))).isEqualTo(new Taken());
        assertThat(seen).isEmpty();

        assertThat(send(Samples.status(RequestStatus.TIMEOUT, 0))).isEqualTo(new Taken());
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatCannotBeSentAtAllIsFinalAndABrokenDirectoryIsNot() {
        OutboxEntry wechat =
                new OutboxEntry(target("http://receiver.test/ari", Protocol.WECHAT), said("hi"));
        assertThat(send(new Delivery(1, 1, wechat))).isInstanceOf(Final.class);

        directory.forgets();
        assertThat(send(said("hi"))).isEqualTo(new Final("no integration demo"));

        directory.breaks();
        assertThat(send(said("hi"))).isInstanceOf(Retryable.class);
    }

    @Test
    void nothingLeavesTheNodeWhenItMayNotSendAnyMoreAtTheLastMoment() {
        AtomicInteger questions = new AtomicInteger();
        Delivery delivery = new Delivery(1, 1, entry("receiver.test", said("hi")));

        CallbackOutcome outcome =
                await(
                        target.send(
                                delivery,
                                () -> {
                                    questions.incrementAndGet();
                                    return false;
                                }));

        assertThat(outcome).isInstanceOf(Retryable.class);
        assertThat(questions).hasValue(1);
        assertThat(seen).isEmpty();
    }

    private CallbackOutcome send(Callback callback) {
        return send(new Delivery(1, 1, entry("receiver.test", callback)));
    }

    private CallbackOutcome send(Delivery delivery) {
        return await(target.send(delivery, () -> true));
    }

    private OutboxEntry entry(String host, Callback callback) {
        String base = "http://" + host + ":" + server.actualPort() + "/ThirdPartService";
        return new OutboxEntry(target(base, Protocol.TPI_V2), callback);
    }

    private static CallbackTarget target(String base, Protocol protocol) {
        return new CallbackTarget(protocol, base, "demo");
    }

    private AddressVetting names() {
        return new AddressVetting(_ -> Future.succeededFuture(addresses));
    }

    private HttpCallbackSender sender(AddressVetting vetting, Duration patience) {
        var codecs = CallbackCodecs.of("https://chat.example.com");
        var rules = new SendRules(patience, patience, 65_536, Duration.ofMinutes(10), 4);
        var parties =
                new ThirdParties(
                        directory, new FakeNames(), _ -> Future.succeededFuture(Optional.empty()));
        return new HttpCallbackSender(vertx, parties, codecs, vetting, rules);
    }

    private HttpServer listen(HttpServerOptions options) {
        return await(
                vertx.createHttpServer(options.setPort(0))
                        .connectionHandler(c -> c.closeHandler(_ -> cut.complete(null)))
                        .requestHandler(
                                request -> request.body().onSuccess(b -> onCall(request, b)))
                        .listen());
    }

    private void onCall(HttpServerRequest request, Buffer body) {
        seen.add(
                new Seen(
                        request.method() + " " + request.path(),
                        request.getHeader("host"),
                        request.getHeader("x-delivery-id"),
                        request.getHeader("x-attempt"),
                        body.toString()));
        answer.accept(request);
    }

    private static void reply(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("content-type", type).end(body);
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
