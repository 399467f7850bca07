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
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.http.WeChatUser;
import dev.deskbus.gateway.wechat.StubHost;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks to a WeChat host over real HTTP. */
class WeChatCallsIT {
    private static final OuterId PERSON = new WeChatUser("gh_1", "o1").in("demo");

    private final Vertx vertx = Vertx.vertx();
    private final FakeDirectory directory = new FakeDirectory();
    private StubHost host;
    private Optional<ServiceAccount> account;

    @BeforeEach
    void start() throws Exception {
        host = new StubHost();
        directory.has(Samples.integration());
        account = Optional.of(account(RatingPath.FIND));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
        host.close();
    }

    @Test
    void everythingIsToldBelowAriAtTheAccountsHost() {
        HttpCallbackSender target = sender(PERSON);

        for (Callback callback :
                List.of(
                        Samples.started(),
                        said("hi"),
                        Samples.agentsChanged(),
                        Samples.rating(),
                        Samples.status(RequestStatus.TIMEOUT, 0),
                        Samples.closed())) {
            assertThat(send(target, callback)).isEqualTo(new Taken());
        }

        assertThat(host.calls())
                .extracting(StubHost.Call::path)
                .containsExactly(
                        "/ari/create",
                        "/ari/msg",
                        "/ari/sessionAgentsUpdate",
                        "/ari/pushRating",
                        "/ari/updateRequestStatus",
                        "/ari/close");
        assertThat(host.calls())
                .allSatisfy(
                        call -> {
                            assertThat(call.body().path("openId").asText()).isEqualTo("o1");
                            assertThat(call.body().path("epid").asText()).isEqualTo("gh_1");
                        });
    }

    @Test
    void whereOneSlashIsNotThereTheDocumentsTwoAreTriedAndRemembered() {
        HttpCallbackSender target = sender(PERSON);
        host.answer("/ari/pushRating", 404, "text/plain", new byte[0]);

        assertThat(send(target, Samples.rating())).isEqualTo(new Taken());
        assertThat(send(target, Samples.rating())).isEqualTo(new Taken());

        assertThat(host.calls())
                .extracting(StubHost.Call::path)
                .containsExactly("/ari/pushRating", "/ari//pushRating", "/ari//pushRating");
    }

    @Test
    void whereNeitherIsThereNothingIsAskedAgain() {
        HttpCallbackSender target = sender(PERSON);
        host.answer("/ari/pushRating", 404, "text/plain", new byte[0]);
        host.answer("/ari//pushRating", 404, "text/plain", new byte[0]);

        assertThat(send(target, Samples.rating())).isEqualTo(new Absent());
        assertThat(send(target, Samples.rating())).isEqualTo(new Absent());

        assertThat(host.calls()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "LITERAL"})
    void whoKnowsWhichItIsIsAskedThereAlone(RatingPath path) {
        account = Optional.of(account(path));
        host.answer("/ari/pushRating", 404, "text/plain", new byte[0]);

        CallbackOutcome outcome = send(sender(PERSON), Samples.rating());

        assertThat(outcome).isEqualTo(path == RatingPath.LITERAL ? new Taken() : new Absent());
        assertThat(host.calls())
                .extracting(StubHost.Call::path)
                .containsExactly(
                        path == RatingPath.LITERAL ? "/ari//pushRating" : "/ari/pushRating");
    }

    @Test
    void anAccountThatIsTakenOutOfTheDirectoryIsCalledNoMore() {
        account = Optional.empty();

        assertThat(send(sender(PERSON), said("hi"))).isInstanceOf(Final.class);
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void somebodyOfAnotherWireIsNobodyHere() {
        var other = new OuterId(Protocol.TPI_V1, "demo", "their/name");

        assertThat(send(sender(other), said("hi"))).isInstanceOf(Final.class);
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void aHostThatFailsIsAskedAgainAndOneThatHangsIsCutOff() {
        host.answer(
                "/ari/msg",
                200,
                "application/json",
                "{\"result\":-100}".getBytes(StandardCharsets.UTF_8));
        assertThat(send(sender(PERSON), said("hi"))).isInstanceOf(Retryable.class);

        host.hang();
        assertThat(send(sender(PERSON), Samples.closed())).isInstanceOf(Retryable.class);
    }

    private ServiceAccount account(RatingPath path) {
        return new ServiceAccount(host.address() + "/ari", host.address(), null, false, path);
    }

    private HttpCallbackSender sender(OuterId outer) {
        var rules =
                new SendRules(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        65_536,
                        Duration.ofMinutes(10),
                        4);
        return new HttpCallbackSender(
                vertx,
                new ThirdParties(
                        directory, new FakeNames(outer), _ -> Future.succeededFuture(account)),
                CallbackCodecs.of("https://chat.example.com"),
                new AddressVetting(
                        _ -> Future.succeededFuture(List.of(InetAddress.ofLiteral("127.0.0.1")))),
                rules);
    }

    private static CallbackOutcome send(HttpCallbackSender target, Callback callback) {
        var entry =
                new OutboxEntry(
                        new CallbackTarget(Protocol.WECHAT, "http://old.example/ari", "demo"),
                        callback);
        return target.send(new Delivery(42, 1, entry), () -> true)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
