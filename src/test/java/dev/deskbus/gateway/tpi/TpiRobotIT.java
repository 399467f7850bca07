package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionKind;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Types 1000 and 2023 where a robot or the client's own agent answers. */
class TpiRobotIT {
    private static final RequestId R104 = new RequestId(104);
    private static final SessionId S96 = new SessionId(96);
    private static final CallbackTarget TARGET =
            new CallbackTarget(Protocol.TPI_V2, "http://crm.example/chat", "main");
    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
        caller.talks(96, true, SessionKind.ROBOT);
        server.views.targets.put(S96, TARGET);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void whoAsksForAPersonJoinsTheUsualLineWithItsSession() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R104, 2));

        JsonNode reply = caller.call(2023, "sessionId", 96, "from", "APP", "transferInfo", "");

        assertThat(reply.toString())
                .isEqualTo("{\"result\":1,\"message\":\"\",\"requestId\":104,\"queueLength\":2}");
        assertThat(server.bus.asked.getLast().to()).isEqualTo("queue.1");
        QueueCommand.Enqueue command = server.bus.lastAsked();
        assertThat(command.origin())
                .isEqualTo(
                        new RequestOrigin(
                                caller.client, caller.key(), "APP", null, null, TARGET, S96, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'{\"queueId\":2}'", "'{queueId:\"2\"}'"})
    void itMayNameAQueueAndAnAgent(String info) throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R104, 1));

        caller.call(2023, "sessionId", 96, "transferInfo", info, "toUserId", "SELITE");

        assertThat(server.bus.asked.getLast().to()).isEqualTo("queue.2");
        QueueCommand.Enqueue command = server.bus.lastAsked();
        assertThat(command.origin().wanted()).isEqualTo(new AgentId("SELITE"));
    }

    @ParameterizedTest
    @CsvSource({"99, -7", "21, -7", "3, -7", "-1, -7"})
    void aQueueThatIsNoneOrNoPeoplesIsRefused(long queue, int result) throws Exception {
        JsonNode reply =
                caller.call(2023, "sessionId", 96, "transferInfo", "{queueId:" + queue + "}");
        assertThat(reply.get("result").asInt()).isEqualTo(result);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void aRobotsQueueThatLeadsNowhereNeedsAName() throws Exception {
        server.directory.transferTo = null;
        assertThat(caller.call(2023, "sessionId", 96).get("result").asInt()).isEqualTo(-7);
    }

    @Test
    void onlyARobotHandsOver() throws Exception {
        caller.talks(97, true);
        caller.talks(98, false, SessionKind.ROBOT);

        assertThat(caller.call(2023, "sessionId", 97).get("result").asInt()).isEqualTo(-18);
        assertThat(caller.call(2023, "sessionId", 98).get("result").asInt()).isEqualTo(-11);
        assertThat(caller.call(2023, "sessionId", 96, "toUserId", "AE1EA").get("result").asInt())
                .isEqualTo(-9);
        assertThat(server.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUE_OFF_HOURS, -3",
        "QUEUE_NO_AGENT, -5",
        "AGENT_UNAVAILABLE, -9",
        "SESSION_KIND_WRONG, -18",
        "UNAVAILABLE, -100"
    })
    void whatTheQueueRefusesIsRefused(ErrorCode code, int result) throws Exception {
        server.bus.answer(new Refusal(code, "so"));
        assertThat(caller.call(2023, "sessionId", 96).get("result").asInt()).isEqualTo(result);
        assertThat(caller.call(1000, "queueId", 3).get("result").asInt()).isEqualTo(result);
    }

    @Test
    void whoHasAskedAlreadyIsToldWhereItWaits() throws Exception {
        server.bus.answer(new QueueAnswer.AlreadyWaiting(R104, 3));
        assertThat(caller.call(2023, "sessionId", 96).toString())
                .isEqualTo(
                        "{\"result\":-1,\"message\":\"您已在排队中，请耐心等待\",\"requestId\":104,\"queueLength\":3}");
    }

    @Test
    void aRobotAnswersAtOnce() throws Exception {
        server.bus.answer(new QueueAnswer.Accepted(S96));
        assertThat(caller.call(1000, "queueId", 3).toString())
                .isEqualTo(
                        "{\"result\":1,\"message\":\"\",\"sessionId\":96,\"queueLength\":0,"
                                + "\"agentId\":\"SELITE\",\"agentName\":\"Elite\"}");
    }

    @Test
    void aSessionWithTheClientsOwnAgentIsMarked() throws Exception {
        caller.talks(96, true, SessionKind.DEDICATED);
        server.bus.answer(new QueueAnswer.Accepted(S96));
        assertThat(caller.call(1000, "queueId", 4).get("perm").asInt()).isEqualTo(1);
    }

    @Test
    void theAgentThatIsAskedForIsToldToTheQueue() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R104, 1));
        caller.call(1000, "queueId", 2, "toUserId", "SELITE");
        QueueCommand.Enqueue command = server.bus.lastAsked();
        assertThat(command.origin().wanted()).isEqualTo(new AgentId("SELITE"));
    }

    /** The session that the queue spoke of ends before it is looked at, or before it is resumed. */
    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"SESSION_CLOSED", "SESSION_UNKNOWN"})
    void aRequestThatMeetsTheEndOfASessionIsMadeOnceMore(ErrorCode ended) throws Exception {
        TpiServer.Caller again = server.logIn("lori");
        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new Refusal(ended, "over")
                                : server.bus.asked.size() == 1
                                        ? new QueueAnswer.AlreadyTalking(S96)
                                        : new QueueAnswer.Enqueued(R104, 1));

        assertThat(again.call(1000, "queueId", 2).get("requestId").asInt()).isEqualTo(104);

        caller.talks(96, false);
        server.bus.asked.clear();
        assertThat(caller.call(1000, "queueId", 2).get("requestId").asInt()).isEqualTo(104);
    }

    @Test
    void itIsNotMadeForEver() throws Exception {
        TpiServer.Caller again = server.logIn("lori");
        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new Refusal(ErrorCode.SESSION_CLOSED, "over")
                                : new QueueAnswer.AlreadyTalking(S96));

        assertThat(again.call(1000, "queueId", 2).get("result").asInt()).isEqualTo(-100);
        assertThat(server.bus.asked).hasSize(4);
    }

    @Test
    void aNewLoginContinuesARobotsSessionToo() throws Exception {
        TpiServer.Caller again = server.logIn("lori");
        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new SessionAnswer.Logged(9, Instant.EPOCH)
                                : new QueueAnswer.AlreadyTalking(S96));
        JsonNode reply = again.call(1000, "queueId", 3);
        assertThat(reply.get("continueLastSession").asBoolean()).isTrue();
        assertThat(reply.get("queueLength").asInt()).isZero();
        assertThat(reply.has("requestId")).isFalse();
    }
}
