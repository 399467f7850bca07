package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.http.BlackList;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.port.ClientStore.Grant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpiLoginIT {
    private TpiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aLoginAnswersExactlyThreeKeysAndKeepsOnlyADigest() throws Exception {
        JsonNode reply =
                server.post("{\"type\":1,\"loginName\":\"lori\",\"password\":\"lori-demo\"}");

        assertThat(reply.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("result", "clientId", "token");
        String token = reply.get("token").asText();
        assertThat(token).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(server.clients.grants)
                .containsOnlyKeys(new TokenKey(Sha256.hex(token)))
                .containsValue(new Grant(server.clients.byName.get("lori").id(), "main", true));
    }

    @Test
    void wrongPasswordsAndUnknownNamesAnswerAlikeAndLate() throws Exception {
        long begun = System.nanoTime();
        JsonNode wrong = logOn("lori", "guess");
        JsonNode unknown = logOn("nobody", "guess");

        assertThat(wrong).isEqualTo(unknown);
        assertThat(wrong.get("result").asInt()).isEqualTo(-20);
        assertThat(server.clients.verified).hasValue(2);
        assertThat(System.nanoTime() - begun)
                .isGreaterThan(TpiServer.FAILURE_DELAY.multipliedBy(2).toNanos());
    }

    @Test
    void guessesAreLimitedPerAccount() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(logOn("lori", "guess" + i).get("result").asInt()).isEqualTo(-20);
        }

        assertThat(server.clients.verified).hasValue(3);
        assertThat(logOn("lori", "lori-demo").get("result").asInt()).isEqualTo(-20);
        assertThat(server.clients.verified).hasValue(3);
    }

    @Test
    void guessesAreLimitedPerAddressUnlessATrustedServerAsksForOthers() throws Exception {
        server.directory.trustedCallers = List.of();
        for (int i = 0; i < 8; i++) {
            logOn("name" + i, "guess");
        }
        assertThat(server.clients.verified).hasValue(5);

        server.directory.trustedCallers = List.of("127.0.0.1");
        for (int i = 10; i < 18; i++) {
            logOn("name" + i, "guess");
        }
        assertThat(server.clients.verified).hasValue(13);
        for (int i = 20; i < 28; i++) {
            server.post(
                    "{\"type\":1,\"ip\":\"192.0.2.1\",\"password\":\"x\",\"loginName\":\"n"
                            + i
                            + "\"}");
        }
        assertThat(server.clients.verified).hasValue(18);
    }

    @Test
    void rightPasswordsAreNeverLimited() throws Exception {
        server.directory.trustedCallers = List.of();
        for (int i = 0; i < 8; i++) {
            assertThat(logOn("lori", "lori-demo").get("result").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aNameAloneReadsTheWholeHistoryOnlyFromATrustedServer() throws Exception {
        TpiServer.Caller trusted = server.logIn("vip");
        server.directory.trustedCallers = List.of("10.0.0.0/8");
        TpiServer.Caller untrusted = server.logIn("vip");

        assertThat(server.clients.grants.get(trusted.key()).wholeHistory()).isTrue();
        assertThat(server.clients.grants.get(untrusted.key()).wholeHistory()).isFalse();
        assertThat(untrusted.client).isEqualTo(trusted.client);
    }

    @Test
    void visitorsAndNamesAreLimitedPerAddress() throws Exception {
        server.directory.trustedCallers = List.of();
        for (int i = 0; i < 4; i++) {
            assertThat(server.result("{\"type\":4,\"visitorId\":\"v" + i + "\"}")).isEqualTo(1);
        }

        assertThat(server.result("{\"type\":4,\"visitorId\":\"v\"}")).isEqualTo(-100);
        assertThat(server.result("{\"type\":3,\"loginName\":\"n\"}")).isEqualTo(-100);
        server.directory.trustedCallers = List.of("127.0.0.1");
        assertThat(server.result("{\"type\":4,\"visitorId\":\"v\"}")).isEqualTo(1);
    }

    @Test
    void whoLogsInTooOftenIsKeptOutWhateverItTriesNext() throws Exception {
        var rules = new BlackList.Rules(3, Duration.ofMinutes(1), Duration.ofHours(1));
        try (TpiServer strict = new TpiServer(rules)) {
            strict.directory.trustedCallers = List.of();
            for (int i = 0; i < 3; i++) {
                assertThat(strict.result("{\"type\":3,\"loginName\":\"n" + i + "\"}")).isEqualTo(1);
            }

            JsonNode refused = strict.post("{\"type\":4,\"visitorId\":\"v\"}");

            assertThat(refused.toString())
                    .isEqualTo("{\"result\":-30,\"message\":\"签名错误或来源未获许可\"}");
            assertThat(
                            strict.result(
                                    "{\"type\":1,\"loginName\":\"lori\","
                                            + "\"password\":\"lori-demo\"}"))
                    .isEqualTo(-30);
            assertThat(strict.clients.verified).hasValue(0);
            strict.directory.trustedCallers = List.of("127.0.0.1");
            assertThat(strict.result("{\"type\":4,\"visitorId\":\"v\"}")).isEqualTo(1);
            String named = "{\"type\":4,\"visitorId\":\"v\",\"ip\":\"10.1.1.1\"}";
            assertThat(
                            List.of(
                                    strict.result(named),
                                    strict.result(named),
                                    strict.result(named),
                                    strict.result(named)))
                    .containsExactly(1, 1, 1, -30);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/a.png,https://x.example/a.png",
        "/f/abc_1/a.png,/f/abc_1/a.png",
        "javascript:alert(1),''",
        "data:text/html;base64,''",
        "headimg/a.png,''",
        "//x.example/a.png,''",
        "https://x.example/\" onerror=,''"
    })
    void aPortraitThatNobodyMayBeShownIsLeftOut(String sent, String kept) throws Exception {
        ObjectNode login =
                TpiServer.JSON
                        .createObjectNode()
                        .put("type", 3)
                        .put("loginName", "rose")
                        .put("portraitUri", sent);

        assertThat(server.result(login.toString())).isEqualTo(1);
        assertThat(server.clients.portraits).containsExactly(kept);
    }

    /** Some clients send the picture itself. */
    @Test
    void aPortraitThatIsTooLongIsLeftOutToo() throws Exception {
        String data = "data:image/png;base64," + "A".repeat(200_000);

        assertThat(
                        server.result(
                                "{\"type\":3,\"loginName\":\"rose\",\"portraitUri\":\""
                                        + data
                                        + "\"}"))
                .isEqualTo(1);
        assertThat(server.clients.portraits).containsExactly("");
    }

    @Test
    void anEpidNamesTheIntegration() throws Exception {
        String visitor = "{\"type\":4,\"visitorId\":\"v\",\"epid\":\"";

        assertThat(server.result(visitor + "second\"}")).isEqualTo(1);
        assertThat(server.clients.grants.values())
                .extracting(Grant::integration)
                .containsExactly("second");
        assertThat(server.post(visitor + "third\"}").get("message").asText())
                .isEqualTo("参数错误: epid is not known");
    }

    @Test
    void aLogoutCancelsTheWaitingRequestAndEndsTheToken() throws Exception {
        TpiServer.Caller caller = server.logIn("lori");
        caller.waits(103);
        server.bus.answer(new QueueAnswer.Done());

        JsonNode reply = caller.call(2);

        assertThat(reply.toString()).isEqualTo("{\"result\":1,\"message\":\"\"}");
        assertThat(server.bus.<QueueCommand>lastAsked())
                .isEqualTo(new QueueCommand.Cancel(new RequestId(103), caller.client));
        assertThat(caller.call(2).get("result").asInt()).isEqualTo(-15);
        assertThat(caller.call(1001, "requestId", 103).get("result").asInt()).isEqualTo(-15);
    }

    @Test
    void aLogoutWorksWhenTheRequestWasTakenOrEndedMeanwhile() throws Exception {
        for (Object answer :
                List.of(
                        new Refusal(ErrorCode.REQUEST_UNKNOWN, "gone"),
                        new Refusal(ErrorCode.REQUEST_ENDED, "gone"),
                        new QueueAnswer.Accepted(new dev.deskbus.domain.id.SessionId(96)))) {
            TpiServer.Caller caller = server.logIn("lori");
            caller.waits(103);
            server.bus.answer(answer);
            assertThat(caller.call(2).get("result").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aLogoutThatFailsCanBeRepeated() throws Exception {
        TpiServer.Caller caller = server.logIn("lori");
        caller.waits(103);
        server.bus.answer(new Refusal(ErrorCode.UNAVAILABLE, "unknown"));
        assertThat(caller.call(2).get("result").asInt()).isEqualTo(-100);

        server.bus.answer(new QueueAnswer.Done());
        assertThat(caller.call(2).get("result").asInt()).isEqualTo(1);
    }

    @Test
    void aLogoutLeavesTheSessionOpenUnlessItIsSetToCloseIt() throws Exception {
        TpiServer.Caller caller = server.logIn("lori");
        caller.talks(96, true);
        assertThat(caller.call(2).get("result").asInt()).isEqualTo(1);
        assertThat(server.bus.asked).isEmpty();

        try (TpiServer closing = new TpiServer(true)) {
            TpiServer.Caller other = closing.logIn("lori");
            other.talks(96, true);
            closing.bus.answer(new SessionAnswer.Done());
            assertThat(other.call(2).get("result").asInt()).isEqualTo(1);
            assertThat(closing.bus.<SessionCommand>lastAsked())
                    .isInstanceOf(SessionCommand.Close.class);
            assertThat(closing.logIn("nobody-talks").call(2).get("result").asInt()).isEqualTo(1);
        }
    }

    private JsonNode logOn(String name, String password) throws Exception {
        return server.post(
                "{\"type\":1,\"loginName\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }
}
