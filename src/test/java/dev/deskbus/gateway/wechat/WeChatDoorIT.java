package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.gateway.http.Md5Sign;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak, and where (decisions WX-1, WX-2). */
class WeChatDoorIT {
    private static final String PULSE = "{\"sessionId\":1,\"openId\":\"o1\"}";
    private static final String KEY = "an-md5-key";
    private static final String SECRET = "a-secret-of-16-bytes";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webchat/pulse.do",
                "/webchat/PULSE.do",
                "/EliteWebChat/Pulse.DO",
                "/elitewebchat/pulse.do",
                "/WebChat/pulse.do?x=1"
            })
    void theCaseOfAPathDoesNotMatter(String path) throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            HttpResponse<String> response = post(server, path, PULSE);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"result\":1}");
            assertThat(response.headers().firstValue("content-type"))
                    .contains("application/json; charset=utf-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webchat/nothing.do", "/webchat/pulse", "/other/pulse.do"})
    void whatTheDocumentDoesNotHaveIsNotThere(String path) throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            assertThat(post(server, path, PULSE).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void onlyPostIsServed() throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            HttpResponse<String> response =
                    BridgeServer.send(server.request("/webchat/pulse.do").GET().build());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.body()).contains("\"result\":-8");
        }
    }

    @Test
    void aStrangerIsRefusedWhateverIsSaid() throws Exception {
        try (BridgeServer server = serving("10.0.0.0/8", "::1")) {
            for (String body : List.of(PULSE, "", "nonsense")) {
                HttpResponse<String> response = post(server, "/webchat/pulse.do", body);

                assertThat(response.statusCode()).isEqualTo(403);
                assertThat(response.body())
                        .isEqualTo("{\"result\":-30,\"message\":\"签名错误或来源未获许可\"}");
            }
            assertThat(server.bus.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 10.0.0.1", "Forwarded, for=10.0.0.1", "X-Real-IP, 127.0.0.1"})
    void aServerBehindAnUnknownProxyIsAStranger(String header, String value) throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            assertThat(post(server, "/webchat/pulse.do", PULSE, header, value).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whoSignsNeedsNoAddress() throws Exception {
        try (BridgeServer server = serving("10.0.0.0/8")) {
            server.directory.signing = new Signing(Rule.OPTIONAL, KEY, SECRET);
            Buffer body = Buffer.buffer(PULSE);

            assertThat(pulse(server, "sign", Md5Sign.ofBody(body, KEY))).isEqualTo(200);
            assertThat(pulse(server, HmacSign.HEADER, HmacSign.header(SECRET, Instant.now(), body)))
                    .isEqualTo(200);
            assertThat(pulse(server, "sign", Md5Sign.ofBody(body, "other"))).isEqualTo(403);
            assertThat(
                            pulse(
                                    server,
                                    HmacSign.HEADER,
                                    HmacSign.header(SECRET, Instant.now().minusSeconds(900), body)))
                    .isEqualTo(403);
        }
    }

    @Test
    void aKnownServerMustSignWhereItsAccountSaysSoAndNeverWrongly() throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            server.directory.signing = new Signing(Rule.OPTIONAL, KEY, null);
            assertThat(pulse(server, "sign", "wrong")).isEqualTo(403);
            assertThat(pulse(server, "x", "y")).isEqualTo(200);

            server.directory.signing = new Signing(Rule.REQUIRED, KEY, null);
            assertThat(pulse(server, "x", "y")).isEqualTo(403);
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAndOneThatIsLenientIsCounted() throws Exception {
        try (BridgeServer server = serving("127.0.0.1")) {
            String long300 = "{\"openId\":\"" + "o".repeat(300_000) + "\"}";

            assertThat(server.result("pulse", long300)).isEqualTo(-8);
            assertThat(server.post("pulse", "{sessionId:'1',openId:'o1',}").toString())
                    .isEqualTo("{\"result\":1}");
            assertThat(server.resource.lenientBodies()).isEqualTo(1);
        }
    }

    private static BridgeServer serving(String... callers) throws Exception {
        BridgeServer server = new BridgeServer(callers);
        server.talks(1, server.person("main", "o1"), SessionKind.HUMAN, true);
        return server;
    }

    private static int pulse(BridgeServer server, String header, String value) throws Exception {
        return post(server, "/webchat/pulse.do", PULSE, header, value).statusCode();
    }

    private static HttpResponse<String> post(
            BridgeServer server, String path, String body, String... headers) throws Exception {
        var request = server.request(path).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BridgeServer.send(request.build());
    }
}
