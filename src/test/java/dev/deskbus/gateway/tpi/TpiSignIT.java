package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.gateway.http.Md5Sign;
import dev.deskbus.gateway.http.Sha256;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpiSignIT {
    private static final String KEY = "123456";
    private static final String SECRET = "a-secret-of-16-bytes";
    private static final String VISITOR = "\uFEFF{type: 4,//访客登录\n visitorId: 'v1',}";
    private static final String BY_NAME = "{\"type\":3,\"loginName\":\"vip\"}";
    private TpiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        server.directory.trustedCallers = List.of();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, right, 1", "OFF, wrong, 1", "OFF, missing, 1",
        "OPTIONAL, right, 1", "OPTIONAL, wrong, -30", "OPTIONAL, missing, 1",
        "REQUIRED, right, 1", "REQUIRED, wrong, -30", "REQUIRED, missing, -30"
    })
    void theRuleOfTheIntegrationDecides(Rule rule, String sign, int result) throws Exception {
        server.directory.signings.put("main", new Signing(rule, KEY, SECRET));
        String[] headers =
                switch (sign) {
                    case "right" -> new String[] {"sign", md5(VISITOR)};
                    case "wrong" -> new String[] {"sign", md5(VISITOR + " ")};
                    default -> new String[] {};
                };

        assertThat(server.result(VISITOR, headers)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "290, 1", "-290, 1", "310, -30", "-310, -30"})
    void anHmacIsGoodForFiveMinutes(long skew, int result) throws Exception {
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, null, SECRET));

        assertThat(server.result(VISITOR, hmac(VISITOR, skew))).isEqualTo(result);
    }

    @Test
    void theOrderOfChecksIsThatOfTheDecision() throws Exception {
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));
        String badType = "{\"type\":77}";
        String badToken = "{\"type\":2001,\"token\":\"x\"}";
        String noName = "{\"type\":3}";

        assertThat(server.result("no json")).isEqualTo(-8);
        assertThat(server.result(badType)).isEqualTo(-19);
        assertThat(server.result(badToken)).isEqualTo(-30);
        assertThat(server.result(badToken, "sign", md5(badToken))).isEqualTo(-15);
        assertThat(server.result(noName)).isEqualTo(-30);
        assertThat(server.result(noName, "sign", md5(noName))).isEqualTo(-14);
    }

    @Test
    void underATokenTheTokensIntegrationDecidesWhateverTheEpidSays() throws Exception {
        TpiServer.Caller caller = server.logIn("lori");
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));
        server.directory.signings.put("second", new Signing(Rule.OFF, null, null));
        for (String epid : List.of("", "second", "nobody")) {
            assertThat(server.result(check(caller, epid))).isEqualTo(-30);
            assertThat(server.result(check(caller, epid), "sign", md5(check(caller, epid))))
                    .isEqualTo(-10);
        }
    }

    @Test
    void anEpidIsJudgedBeforeAnyTokenAndAStrangersTokenByTheDefault() throws Exception {
        server.directory.signings.put("second", new Signing(Rule.REQUIRED, KEY, null));
        String second = "{\"type\":1001,\"token\":\"x\",\"epid\":\"second\"}";
        String nowhere = "{\"type\":1001,\"token\":\"x\",\"epid\":\"nobody\"}";
        String odd = "{\"type\":1001,\"token\":\"x\",\"epid\":{}}";

        assertThat(server.result(second)).isEqualTo(-30);
        assertThat(server.result(second, "sign", md5(second))).isEqualTo(-15);
        assertThat(server.result(nowhere)).isEqualTo(-15);
        assertThat(server.result(odd)).isEqualTo(-15);
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));
        assertThat(server.result(nowhere)).isEqualTo(-30);
        assertThat(server.result(odd)).isEqualTo(-30);
    }

    @Test
    void anUnknownEpidIsToldOnlyToWhoSatisfiesTheDefault() throws Exception {
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));
        String body = "{\"type\":4,\"visitorId\":\"v\",\"epid\":\"nobody\"}";

        assertThat(server.result(body)).isEqualTo(-30);
        assertThat(server.result(body, "sign", md5(body))).isEqualTo(-14);
    }

    @Test
    void aSignedLoginByNameReadsTheWholeHistory() throws Exception {
        server.directory.signings.put("main", new Signing(Rule.OPTIONAL, KEY, SECRET));

        assertThat(readsAll(server.post(BY_NAME))).isFalse();
        assertThat(readsAll(server.post(BY_NAME, "sign", md5(BY_NAME)))).isTrue();
        assertThat(readsAll(server.post(BY_NAME, hmac(BY_NAME, 0)))).isTrue();
    }

    @Test
    void anHmacLetsInOnceHoweverItsHeaderIsWritten() throws Exception {
        server.directory.signings.put("main", new Signing(Rule.OPTIONAL, null, SECRET));
        String[] overheard = hmac(BY_NAME, 0);

        assertThat(server.result(BY_NAME, overheard)).isEqualTo(1);
        assertThat(server.result(BY_NAME, overheard)).isEqualTo(-30);
        assertThat(server.result(BY_NAME, overheard[0], "v0=1," + overheard[1])).isEqualTo(-30);
        assertThat(server.result(BY_NAME, hmac(BY_NAME, 1))).isEqualTo(1);
    }

    @Test
    void aRequestUnderATokenMayBeRepeatedByteForByte() throws Exception {
        TpiServer.Caller caller = server.logIn("lori");
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, null, SECRET));
        String body = check(caller, "");
        String[] headers = hmac(body, 0);

        assertThat(server.result(body, headers)).isEqualTo(-10);
        assertThat(server.result(body, headers)).isEqualTo(-10);
    }

    private boolean readsAll(JsonNode login) {
        assertThat(login.path("result").asInt()).as("%s", login).isEqualTo(1);
        var key = new TokenKey(Sha256.hex(login.get("token").asText()));
        return server.clients.grants.get(key).wholeHistory();
    }

    private static String check(TpiServer.Caller caller, String epid) {
        return "{\"type\":1001,\"requestId\":1,\"token\":\""
                + caller.token
                + "\",\"epid\":\""
                + epid
                + "\"}";
    }

    private static String md5(String body) {
        return Md5Sign.ofBody(Buffer.buffer(body), KEY);
    }

    private static String[] hmac(String body, long skew) {
        Instant at = Instant.now().plusSeconds(skew);
        return new String[] {HmacSign.HEADER, HmacSign.header(SECRET, at, Buffer.buffer(body))};
    }
}
