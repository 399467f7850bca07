package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cancelRequest.do} and {@code getQueueLength.do} (decisions WX-5, WX-9, WX-24). */
class WaitsIT {
    private BridgeServer server;
    private ClientId client;

    @BeforeEach
    void start() throws Exception {
        server = new BridgeServer("127.0.0.1");
        server.directory.additive = true;
        client = server.person("main", "o1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{requestId:3}",
                "{requestId:\"3\",openId:\"o1\",epid:\"main\"}",
                "{openId:\"o1\"}",
                "{requestId:0,sessionId:0,openId:\"o1\"}"
            })
    void aRequestIsFoundByItsNumberOrByItsPerson(String body) throws Exception {
        server.asks(3, client, RequestStatus.WAITING, null);

        assertThat(server.post("getQueueLength", body).toString())
                .isEqualTo("{\"result\":1,\"message\":\"ok\",\"orderInQueue\":0}");
        assertThat(server.post("cancelRequest", body).toString())
                .isEqualTo("{\"result\":1,\"message\":\"ok\"}");
        assertThat(server.bus.<QueueCommand.Cancel>lastAsked().client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"cancelRequest", "getQueueLength"})
    void whatIsNotTheirsOrOverIsAnInternalErrorInThisTable(String call) throws Exception {
        server.asks(3, client, RequestStatus.WAITING, null);
        server.asks(4, new ClientId("a-tpi-client"), RequestStatus.WAITING, null);
        server.bus.answer(_ -> new Refusal(ErrorCode.REQUEST_UNKNOWN, "x"));
        server.asks(5, client, RequestStatus.TIMEOUT, null);

        for (String body :
                new String[] {
                    "{requestId:3,openId:\"o2\"}",
                    "{requestId:3,epid:\"gh\"}",
                    "{requestId:4}",
                    "{requestId:5}",
                    "{requestId:404}",
                    "{openId:\"nobody\"}",
                    "{}"
                }) {
            assertThat(server.result(call, body)).as(body).isEqualTo(-100);
        }
    }

    @Test
    void whoTalksByNowHearsThat() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        server.asks(3, client, RequestStatus.ACCEPTED, 9L);
        server.bus.answer(_ -> new QueueAnswer.Accepted(new SessionId(9)));

        for (String call : new String[] {"cancelRequest", "getQueueLength"}) {
            for (String body : new String[] {"{requestId:3}", "{openId:\"o1\"}"}) {
                assertThat(server.post(call, body).toString())
                        .isEqualTo("{\"result\":-2,\"message\":\"您已在会话中\",\"sessionId\":9}");
            }
        }
    }
}
