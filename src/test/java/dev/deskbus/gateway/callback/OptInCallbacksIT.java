package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.AT;
import static dev.deskbus.gateway.callback.Samples.CLIENT;
import static dev.deskbus.gateway.callback.Samples.ELITE;
import static dev.deskbus.gateway.callback.Samples.LORI;
import static dev.deskbus.gateway.callback.Samples.SESSION;
import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.Move;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Extras.Wish;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an integration has turned on, on the wire (docs/decisions/0051). */
class OptInCallbacksIT {
    private final Vertx vertx = Vertx.vertx();
    private final FakeDirectory directory = new FakeDirectory();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile ToIntFunction<HttpServerRequest> status = _ -> 200;
    private HttpServer server;
    private HttpCallbackSender target;

    private record Seen(String path, String delivery, JsonObject body) {}

    @BeforeEach
    void start() throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::receive)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        var parties =
                new ThirdParties(
                        directory, new FakeNames(), _ -> Future.succeededFuture(Optional.empty()));
        target =
                new HttpCallbackSender(
                        vertx,
                        parties,
                        CallbackCodecs.of("https://chat.example.com"),
                        new AddressVetting(vertx),
                        new SendRules(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                65_536,
                                Duration.ofMinutes(10),
                                4));
        turnOn();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void withoutAWishNothingIsSaidBesideTheDocumentedCalls() throws Exception {
        send(moved(Move.Kind.TRANSFER));
        send(Samples.rating());
        send(Samples.read());
        send(said(new Notice(Notice.CUSTOM, "order 7")));

        assertThat(paths()).containsExactly("agentsUpdate", "pushRating");
        assertThat(seen.getLast().body())
                .isEqualTo(new JsonObject(Samples.wire("pushRating.json")));
    }

    @ParameterizedTest
    @CsvSource({
        "INVITE,INVITE,10,Lori 加入会话",
        "TRANSFER,TRANSFER,11,会话已转接给 Lori",
        "LEFT,LEFT,12,Lori 离开会话"
    })
    void whoWantsItHearsHowAgentsComeAndGo(Move.Kind kind, Wish wish, int type, String words)
            throws Exception {
        turnOn(wish);

        assertThat(send(moved(kind))).isEqualTo(new Taken());

        assertThat(paths()).containsExactly("agentsUpdate", "msg");
        assertThat(seen).extracting(Seen::delivery).containsExactly("42", "42-notice");
        assertThat(seen.getLast().body())
                .isEqualTo(notice(type, words).put("agentId", "AE1EA").put("agentName", "Lori"));
    }

    @Test
    void anotherKindIsNotSaid() throws Exception {
        turnOn(Wish.INVITE, Wish.LEFT);

        send(moved(Move.Kind.TRANSFER));
        send(Samples.agentsChanged());

        assertThat(paths()).containsExactly("agentsUpdate", "agentsUpdate");
    }

    @Test
    void aRatingIsPushedAsANoticeToo() throws Exception {
        turnOn(Wish.RATING);

        send(Samples.rating());

        assertThat(paths()).containsExactly("pushRating", "msg");
        assertThat(seen.getLast().body())
                .isEqualTo(
                        notice(2, "请您对本次服务作出评价")
                                .put("agentId", "SELITE")
                                .put("agentName", "Elite"));
    }

    @Test
    void readingAndTakingBackAreCustomNotices() throws Exception {
        turnOn(Wish.READ, Wish.REVOKE);

        send(Samples.read());
        send(said(new Notice(Notice.REVOKE, "")));

        for (Seen each : seen) {
            assertThat(each.body().getInteger("noticeType")).isEqualTo(99);
            assertThat(each.body().getLong("messageId")).isEqualTo(1_299_000_007L);
            assertThat(each.body().getString("agentName")).isEqualTo("Elite");
        }
        assertThat(seen)
                .extracting(each -> each.body().getString("event"))
                .containsExactly("read", "revoke");
    }

    @Test
    void aCustomNoticeOfAnAgentIsPassedOn() throws Exception {
        turnOn(Wish.CUSTOM);

        send(said(new Notice(Notice.CUSTOM, "<order 7>")));

        assertThat(seen.getLast().body().getInteger("noticeType")).isEqualTo(99);
        assertThat(seen.getLast().body().getString("content")).isEqualTo("&lt;order 7&gt;");
    }

    @Test
    void aNoticeThatFailsIsTriedAgainUnderItsOwnId() throws Exception {
        turnOn(Wish.TRANSFER);
        status = request -> request.path().endsWith("/msg") ? 503 : 200;

        assertThat(send(moved(Move.Kind.TRANSFER))).isInstanceOf(Retryable.class);

        status = request -> request.path().endsWith("/agentsUpdate") ? 404 : 200;
        assertThat(send(moved(Move.Kind.TRANSFER))).isEqualTo(new Absent());
        assertThat(seen)
                .extracting(Seen::delivery)
                .containsExactly("42", "42-notice", "42", "42-notice");
    }

    @Test
    void ratingsAreNamedToWhoeverWantsThem() throws Exception {
        directory.has(integration(new Extras(false, false, true, Set.of())));

        send(Samples.rating());

        assertThat(seen.getFirst().body().encode())
                .isEqualTo(
                        """
                        {"sessionId":1299,"agentId":"SELITE","clientId":"xxxxxxxxx",\
                        "ratings":[{"id":1,"name":"满意"}]}""");
    }

    @Test
    void aBeginningThatTheAnswerHasToldIsLeftOutForWhoeverWantsThat() throws Exception {
        SessionStarted atOnce = new SessionStarted(CLIENT, SESSION, ELITE, false, AT, true);
        SessionStarted continued = new SessionStarted(CLIENT, SESSION, ELITE, true, AT);
        send(atOnce);
        assertThat(paths()).containsExactly("create");

        directory.has(integration(new Extras(false, true, false, Set.of())));
        assertThat(send(atOnce)).isEqualTo(new Taken());
        assertThat(send(continued)).isEqualTo(new Taken());
        assertThat(seen).hasSize(1);
        send(Samples.started());
        assertThat(paths()).containsExactly("create", "create");
    }

    private static AgentsChanged moved(Move.Kind kind) {
        return new AgentsChanged(CLIENT, SESSION, List.of(ELITE), new Move(kind, LORI));
    }

    private static JsonObject notice(int type, String content) {
        return new JsonObject()
                .put("sessionId", 1299)
                .put("content", content)
                .put("clientId", "xxxxxxxxx")
                .put("type", "notice")
                .put("noticeType", type);
    }

    private void turnOn(Wish... wishes) {
        directory.has(integration(new Extras(false, false, false, Set.of(wishes))));
    }

    private static Integration integration(Extras extras) {
        Integration plain = Samples.integration("127.0.0.0/8");
        return new Integration(
                plain.name(),
                plain.tenant(),
                null,
                plain.callbackPath(),
                plain.callbackHosts(),
                List.of(),
                false,
                false,
                plain.signing(),
                Dialect.STANDARD.with(extras));
    }

    private List<String> paths() {
        return seen.stream().map(Seen::path).toList();
    }

    private CallbackOutcome send(Callback callback) throws Exception {
        var to =
                new CallbackTarget(
                        Protocol.TPI_V2, "http://127.0.0.1:" + server.actualPort() + "/x", "demo");
        return target.send(new Delivery(42, 1, new OutboxEntry(to, callback)), () -> true)
                .await(10, TimeUnit.SECONDS);
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            seen.add(
                                    new Seen(
                                            request.path().substring("/x/".length()),
                                            request.getHeader("X-Delivery-Id"),
                                            body.toJsonObject()));
                            request.response().setStatusCode(status.applyAsInt(request)).end();
                        });
    }
}
