package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.http.Md5Sign;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types 5, 5001, 5002 and 5004, and what the later edition adds to 5003 and 1000. */
class TpiAftercareIT {
    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aSessionIsRatedAlsoAfterItsEnd() throws Exception {
        for (boolean open : new boolean[] {true, false}) {
            caller.talks(96, open);
            JsonNode reply =
                    caller.call(
                            5001,
                            "sessionId",
                            96,
                            "ratingId",
                            "9",
                            "ratingComments",
                            "好",
                            "ratingExtends",
                            List.of(1));

            assertThat(reply.toString()).isEqualTo("{\"result\":1,\"message\":\"success\"}");
            SessionCommand.Rate rate = server.bus.lastAsked();
            assertThat(rate.rating()).isEqualTo(new Rating(9, "好", "[1]"));
            assertThat(rate.client()).isEqualTo(caller.client);
        }
        server.bus.answer(new Refusal(ErrorCode.SESSION_UNKNOWN, "eight days ago"));
        assertThat(caller.call(5001, "sessionId", 96, "ratingId", 1).get("result").asInt())
                .isEqualTo(-11);
    }

    @Test
    void aVisitorBecomesSomebodyWhoIsKnown() throws Exception {
        TpiServer.Caller visitor = visit();
        visitor.talks(96, true);

        JsonNode reply = visitor.call(5002, "sessionId", 96, "clientId", caller.client.value());

        assertThat(reply.toString())
                .isEqualTo(
                        "{\"result\":1,\"message\":\"success\",\"clientId\":\""
                                + caller.client.value()
                                + "\",\"sessionId\":96}");
        SessionCommand.Rebind rebind = server.bus.lastAsked();
        assertThat(rebind.from()).isEqualTo(visitor.client);
        assertThat(rebind.to()).isEqualTo(caller.client);
        assertThat(rebind.token()).isEqualTo(visitor.key());
    }

    @Test
    void nobodyElseChangesHandsAndLearnsNothingOfOtherClients() throws Exception {
        caller.talks(96, true);
        TpiServer.Caller other = server.logIn("other");
        TpiServer.Caller visitor = visit();
        JsonNode unknown = caller.call(5002, "sessionId", 96, "clientId", "nobody");

        assertThat(unknown.get("result").asInt()).isEqualTo(-6);
        for (String id :
                List.of(other.client.value(), visitor.client.value(), "a.b", "", "x".repeat(99))) {
            assertThat(caller.call(5002, "sessionId", 96, "clientId", id)).isEqualTo(unknown);
        }
        visitor.talks(97, true);
        assertThat(visitor.call(5002, "sessionId", 97, "clientId", visit("2").client.value()))
                .isEqualTo(unknown);
        assertThat(server.bus.asked).isEmpty();
        assertThat(
                        caller.call(5002, "sessionId", 96, "clientId", caller.client.value())
                                .get("result")
                                .asInt())
                .isEqualTo(1);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void whoSignsMayChangeAnybody() throws Exception {
        server.directory.signings.put("main", new Signing(Signing.Rule.OPTIONAL, "the-key", null));
        caller.talks(96, true);
        TpiServer.Caller other = server.logIn("other");
        String body =
                "{\"type\":5002,\"token\":\"%s\",\"sessionId\":96,\"clientId\":\"%s\"}"
                        .formatted(caller.token, other.client.value());

        var response =
                TpiServer.send(
                        server.request("/EliteWebChat/tpi")
                                .header("sign", Md5Sign.ofBody(Buffer.buffer(body), "the-key"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());

        assertThat(TpiServer.JSON.readTree(response.body()).get("result").asInt()).isEqualTo(1);
        assertThat(((SessionCommand.Rebind) server.bus.lastAsked()).to()).isEqualTo(other.client);
    }

    @ParameterizedTest
    @CsvSource({"CLIENT_BUSY, -32", "SESSION_CLOSED, -11", "UNAVAILABLE, -100"})
    void whatTheSessionRefusesIsRefused(ErrorCode code, int result) throws Exception {
        TpiServer.Caller visitor = visit();
        visitor.talks(96, true);
        server.bus.answer(new Refusal(code, "so"));
        assertThat(
                        visitor.call(5002, "sessionId", 96, "clientId", caller.client.value())
                                .get("result")
                                .asInt())
                .isEqualTo(result);
    }

    @Test
    void whoOfAQueueIsThereIsTold() throws Exception {
        assertThat(caller.call(5004, "queueId", 1).toString())
                .isEqualTo(
                        "{\"result\":1,\"message\":\"success\",\"agents\":[{\"id\":\"SELITE\","
                                + "\"activeSessions\":2,\"maxActiveSessions\":5}]}");
        assertThat(caller.call(5004, "queueId", 21)).isEqualTo(caller.call(5004, "queueId", 99));
        assertThat(caller.call(5004, "queueId", 21).get("result").asInt()).isEqualTo(-7);
    }

    @Test
    void anAgentGetsTheTokenOfItsConsoles() throws Exception {
        JsonNode reply =
                server.post("{type: 5, loginName: 'SELITE', password: 'SELITE-demo', userType: 0}");

        assertThat(reply.size()).isEqualTo(3);
        assertThat(reply.get("result").asInt()).isEqualTo(1);
        assertThat(reply.get("agentId").asText()).isEqualTo("SELITE");
        String token = reply.get("token").asText();
        assertThat(token.split("\\.")).hasSize(3);
        assertThat(server.result("{type: 5003, token: '" + token + "'}")).isEqualTo(-15);
    }

    @ParameterizedTest
    @CsvSource({"SELITE, wrong", "NOBODY, x", "a.b, x", "lori, lori-demo"})
    void whoGuessesAnAgentLearnsNothing(String name, String password) throws Exception {
        String body = "{type: 5, loginName: '%s', password: '%s'}".formatted(name, password);
        JsonNode reply = server.post(body);
        assertThat(reply.toString()).isEqualTo("{\"result\":-20,\"message\":\"用户名或密码错误\"}");
        assertThat(server.clients.verified.get()).isEqualTo(1);
    }

    @Test
    void agentsOfOtherTenantsDoNotLogInHere() throws Exception {
        assertThat(
                        server.result(
                                "{type: 5, epid: 'second', loginName: 'SELITE',"
                                        + " password: 'SELITE-demo'}"))
                .isEqualTo(-20);
    }

    @Test
    void theHistoryHasNamesFacesAndTheNumbersOfTheSampleOnDemand() throws Exception {
        server.views.history = List.of(row(2, new SessionId(96), "SELITE"), row(1, null, null));
        server.directory.dialect =
                new Dialect(
                        false,
                        Dialect.HistoryMessageType.SAMPLE,
                        Dialect.HistoryUserType.REVERSED,
                        true);

        JsonNode beans = caller.call(5003).get("hisMessages");

        assertThat(beans.findValuesAsText("userName")).containsExactly("Elite", "lori");
        assertThat(beans.findValuesAsText("messageType")).containsExactly("2", "2");
        assertThat(beans.findValuesAsText("userType")).containsExactly("1", "0");
        assertThat(beans.findValuesAsText("sessionId")).containsExactly("96", "0");
        assertThat(beans.findValuesAsText("text")).containsExactly("/:<W>", "/:<W>");
    }

    @Test
    void theLaterEditionTellsThePositionInWords() throws Exception {
        server.directory.dialect = Dialect.STANDARD;
        server.bus.answer(new QueueAnswer.Enqueued(new RequestId(103), 3));
        assertThat(caller.call(1000, "queueId", 2).get("positionInQueueMessage").asText())
                .isEqualTo("您当前排在第3位");
    }

    private HistoryRow row(long id, @Nullable SessionId session, @Nullable String agent) {
        Party speaker =
                agent == null
                        ? new Party.OfClient(caller.client)
                        : new Party.OfAgent(new AgentId(agent));
        return new HistoryRow(
                id,
                session,
                session == null ? 0 : 1,
                speaker,
                Message.Text.plain("/:<W>"),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                0,
                false);
    }

    private TpiServer.Caller visit() throws Exception {
        return visit("1");
    }

    private TpiServer.Caller visit(String id) throws Exception {
        JsonNode reply = server.post("{type: 4, visitorId: '" + id + "'}");
        return server.caller(
                new ClientId(reply.get("clientId").asText()), reply.get("token").asText());
    }
}
