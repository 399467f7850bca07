package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.http.WeChatUser;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code createcon.do}. */
class ArrivalsIT {
    private BridgeServer server;

    @BeforeEach
    void start() throws Exception {
        server = new BridgeServer("127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void whoAsksIsAClientOfTheAccountAndIsCalledBackAtItsHost() throws Exception {
        JsonNode reply =
                server.post(
                        "createcon",
                        """
                        {"openId":"o1","skillGroup":2,"nickname":"昵称","epid":"gh_1",
                         "headImgUrl":"https://wx.example/h.png","from":"WECHAT","brand":"b",
                         "tracks":[{"url":"a"}],"agentId":"SELITE"}""");

        assertThat(reply.toString())
                .isEqualTo("{\"result\":1,\"message\":\"ok\",\"queueLength\":1}");
        Client client = server.clients.met.get(new WeChatUser("gh_1", "o1").in("main"));
        assertThat(client.name()).isEqualTo("昵称");
        assertThat(client.portrait()).isEqualTo("https://wx.example/h.png");
        var origin = server.bus.<QueueCommand.Enqueue>lastAsked().origin();
        assertThat(origin.client()).isEqualTo(client.id());
        assertThat(origin.token()).isNull();
        assertThat(origin.from()).isEqualTo("WECHAT");
        assertThat(origin.brand()).isEqualTo("b");
        assertThat(origin.tracks()).isEqualTo("[{\"url\":\"a\"}]");
        assertThat(origin.wanted()).isEqualTo(new AgentId("SELITE"));
        assertThat(origin.target())
                .isEqualTo(
                        new CallbackTarget(
                                Protocol.WECHAT, "http://livebot.internal:8080/ari", "main"));
    }

    @Test
    void aRequestNumberIsToldToWhoWantsMoreThanTheDocument() throws Exception {
        server.directory.additive = true;

        assertThat(arrive("o1", 1).path("requestId").asLong()).isEqualTo(103);
        server.bus.answer(_ -> new QueueAnswer.AlreadyWaiting(new RequestId(7), 2));
        JsonNode again = arrive("o1", 1);
        assertThat(again.path("result").asInt()).isEqualTo(-1);
        assertThat(again.path("requestId").asLong()).isEqualTo(7);
        assertThat(again.path("queueLength").asInt()).isEqualTo(2);
    }

    @Test
    void accountsCallTheirPeopleAsTheyLike() throws Exception {
        arrive("o1", 1);
        ClientId first = client();
        server.post("createcon", "{openId:\"o1\",skillGroup:1,epid:\"other\"}");
        ClientId second = client();
        server.post("createcon", "{openId:\"o1\",skillGroup:1,epid:\"main\"}");

        assertThat(second).isNotEqualTo(first);
        assertThat(client()).as("no account is the default one").isEqualTo(first);
    }

    @Test
    void aNumberIsAnOpenIdToo() throws Exception {
        server.post("createcon", "{openId:1,skillGroup:\"1\"}");

        assertThat(server.clients.met).containsKey(new WeChatUser("main", "1").in("main"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 21, 99})
    void aQueueThatIsNotTheirsIsNoSkillGroup(int queue) throws Exception {
        assertThat(arrive("o1", queue).path("result").asInt()).isEqualTo(-4);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void anAgentWhoIsNotThereIsRefused() throws Exception {
        assertThat(server.result("createcon", "{openId:\"o\",skillGroup:1,agentId:\"AE1EA\"}"))
                .isEqualTo(-9);
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUE_OFF_HOURS, 1, -3",
        "QUEUE_NO_AGENT, 1, -5",
        "QUEUE_NO_AGENT, 4, -10",
        "AGENT_UNAVAILABLE, 1, -9",
        "AGENT_UNAVAILABLE, 4, -9",
        "SESSION_KIND_WRONG, 4, -2",
        "UNAVAILABLE, 1, -100"
    })
    void aRefusalHasTheNumberOfThisWire(ErrorCode code, int queue, int result) throws Exception {
        server.bus.answer(_ -> new Refusal(code, "x"));

        assertThat(arrive("o1", queue).path("result").asInt()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{skillGroup:1}",
                "{openId:\"\",skillGroup:1}",
                "{openId:\"o\"}",
                "{openId:\"o\",skillGroup:\"x\"}",
                "{openId:{},skillGroup:1}",
                "{openId:\"o\",skillGroup:1,epid:\"a\\nb\"}",
                "{openId:\"o\",skillGroup:1,from:\"" + "0123456789012345678901234567890123\"}",
                "[]",
                "",
                "not json"
            })
    void whatCannotBeReadIsRefusedWithItsReason(String body) throws Exception {
        JsonNode reply = server.post("createcon", body);

        assertThat(reply.path("result").asInt()).isEqualTo(-8);
        assertThat(reply.path("message").asText()).startsWith("请求内容无法解析: ");
    }

    @Test
    void aRobotAnswersAtOnceAndIsToldOfByCreate() throws Exception {
        server.talks(5, server.person("main", "o1"), SessionKind.ROBOT, true);
        server.bus.answer(_ -> new QueueAnswer.Accepted(new SessionId(5)));

        assertThat(arrive("o1", 3).toString())
                .isEqualTo("{\"result\":1,\"message\":\"ok\",\"queueLength\":0}");
    }

    @Test
    void theOwnAgentIsThereAtOnceAndAgainInTheSameSession() throws Exception {
        server.talks(5, server.person("main", "o1"), SessionKind.DEDICATED, true);
        server.bus.answer(_ -> new QueueAnswer.Accepted(new SessionId(5)));
        String served =
                "{\"result\":1,\"message\":\"ok\",\"queueLength\":0,\"sessionId\":5,"
                        + "\"agentId\":\"SELITE\",\"agentName\":\"伊力特\"}";
        assertThat(arrive("o1", 4).toString()).isEqualTo(served);

        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new SessionAnswer.Logged(2, Instant.EPOCH)
                                : new QueueAnswer.AlreadyTalking(new SessionId(5)));
        assertThat(arrive("o1", 4).toString()).isEqualTo(served);
        assertThat(server.bus.<Object>lastAsked()).isInstanceOf(SessionCommand.Resume.class);
    }

    @Test
    void whoTalksAlreadyHearsWhere() throws Exception {
        server.directory.additive = true;
        server.talks(5, server.person("main", "o1"), SessionKind.HUMAN, true);
        server.bus.answer(_ -> new QueueAnswer.AlreadyTalking(new SessionId(5)));

        JsonNode reply = arrive("o1", 1);

        assertThat(reply.path("result").asInt()).isEqualTo(-2);
        assertThat(reply.path("sessionId").asLong()).isEqualTo(5);
    }

    @Test
    void aTalkThatEndsInThisMomentIsNoHindrance() throws Exception {
        server.talks(5, server.person("main", "o1"), SessionKind.HUMAN, false);
        server.bus.answer(
                _ ->
                        server.bus.asked.size() == 1
                                ? new QueueAnswer.AlreadyTalking(new SessionId(5))
                                : new QueueAnswer.Enqueued(new RequestId(8), 4));

        assertThat(arrive("o1", 1).path("queueLength").asInt()).isEqualTo(4);
    }

    private JsonNode arrive(String openId, int queue) throws Exception {
        return server.post("createcon", "{openId:\"" + openId + "\",skillGroup:" + queue + "}");
    }

    private ClientId client() {
        return server.bus.<QueueCommand.Enqueue>lastAsked().origin().client();
    }
}
