package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TpiChatRequestIT {
    private static final RequestId R103 = new RequestId(103);
    private static final SessionId S96 = new SessionId(96);
    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aRequestJoinsTheLineOfItsQueue() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R103, 3));

        JsonNode reply =
                caller.call(
                        1000,
                        "queueId",
                        2,
                        "from",
                        "APP",
                        "serverAddr",
                        "http://127.0.0.1:9/",
                        "tracks",
                        "[1]");

        assertJson(
                reply,
                "{\"result\":1,\"message\":\"success\",\"requestId\":103,\"queueLength\":3}");
        assertThat(server.bus.asked.getLast().to()).isEqualTo("queue.2");
        QueueCommand.Enqueue command = server.bus.lastAsked();
        assertThat(command.origin())
                .isEqualTo(
                        new RequestOrigin(
                                caller.client,
                                caller.key(),
                                "APP",
                                null,
                                "[1]",
                                new CallbackTarget(
                                        Protocol.TPI_V2,
                                        "http://127.0.0.1:9/ThirdPartService",
                                        "main"),
                                null,
                                null));
    }

    @Test
    void everyRequestIsACommandOfItsOwnCalledBackWhereTheIntegrationSays() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R103, 1));
        caller.call(1000, "queueId", 2);
        QueueCommand.Enqueue first = server.bus.lastAsked();
        caller.call(1000, "queueId", 2);
        QueueCommand.Enqueue second = server.bus.lastAsked();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(first.origin().target())
                .isEqualTo(new CallbackTarget(Protocol.TPI_V2, "http://crm.internal/chat", "main"));
    }

    @ParameterizedTest
    @CsvSource({"99", "21", "0", "-1", "9007199254740993"})
    void aQueueThatIsUnknownOrForeignIsNoQueue(long queue) throws Exception {
        assertThat(caller.call(1000, "queueId", queue)).isEqualTo(caller.call(1000, "queueId", 99));
        assertThat(caller.call(1000, "queueId", queue).get("result").asInt()).isEqualTo(-7);
        assertThat(server.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NOBODY, -9", "AE1EA, -9", "a.b, -9", "SELITE, 1", "'', 1"})
    void anAgentThatIsAskedForMustBeThere(String agent, int result) throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R103, 1));
        assertThat(caller.call(1000, "queueId", 2, "toUserId", agent).get("result").asInt())
                .isEqualTo(result);
    }

    @Test
    void aCallbackAddressThatIsNotAllowedIsRefusedByName() throws Exception {
        JsonNode reply = caller.call(1000, "queueId", 2, "serverAddr", "http://evil.example");

        assertThat(reply.get("result").asInt()).isEqualTo(-14);
        assertThat(reply.get("message").asText()).contains("serverAddr");
        assertThat(server.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"QUEUE_OFF_HOURS, -3", "QUEUE_NO_AGENT, -5", "UNAVAILABLE, -100"})
    void whatTheQueueRefusesIsRefused(ErrorCode code, int result) throws Exception {
        server.bus.answer(new Refusal(code, "so"));
        JsonNode reply = caller.call(1000, "queueId", 2);
        assertThat(reply.get("result").asInt()).isEqualTo(result);
        assertThat(reply.get("message").asText()).isNotBlank();
        assertThat(reply.size()).isEqualTo(2);
    }

    @Test
    void whoWaitsAlreadyIsToldWhere() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.AlreadyWaiting(R103, 4));

        assertJson(
                caller.call(1000, "queueId", 1),
                "{\"result\":-1,\"message\":\"您已在排队中，请耐心等待\",\"requestId\":103,\"queueLength\":4}");
        assertThat(server.bus.asked).hasSize(1);
    }

    @Test
    void whoAsksToSwitchLeavesTheOtherQueueFirst() throws Exception {
        caller.waits(103);
        server.bus.answer(
                command ->
                        command instanceof QueueCommand.Cancel
                                ? new QueueAnswer.Done()
                                : server.bus.asked.size() == 1
                                        ? new QueueAnswer.AlreadyWaiting(R103, 4)
                                        : new QueueAnswer.Enqueued(new RequestId(104), 1));

        JsonNode reply = caller.call(1000, "queueId", 1, "switchQueue", true);

        assertThat(reply.get("requestId").asInt()).isEqualTo(104);
        assertThat(server.bus.asked)
                .extracting(FakeBus.Sent::to)
                .containsExactly("queue.1", "queue.2", "queue.1");
    }

    @Test
    void whoAsksToSwitchToItsOwnQueueStays() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.AlreadyWaiting(R103, 4));

        JsonNode reply = caller.call(1000, "queueId", 2, "switchQueue", true);

        assertThat(reply.get("result").asInt()).isEqualTo(-1);
        assertThat(server.bus.asked).hasSize(1);
    }

    @Test
    void whoTalksUnderThisLoginIsToldSoAndUnderAnotherContinues() throws Exception {
        caller.talks(96, true);
        TpiServer.Caller again = server.logIn("lori");
        server.bus.answer(
                command ->
                        command instanceof SessionCommand.Resume
                                ? new SessionAnswer.Logged(9, Instant.EPOCH)
                                : new QueueAnswer.AlreadyTalking(S96));

        assertJson(
                caller.call(1000, "queueId", 1),
                "{\"result\":-2,\"message\":\"您已在会话中\",\"sessionId\":96}");
        assertJson(
                again.call(1000, "queueId", 1),
                "{\"result\":1,\"message\":\"\",\"continueLastSession\":true,\"sessionId\":96,"
                        + "\"agentId\":\"SELITE\",\"agentName\":\"Elite\",\"queueLength\":0}");
        assertThat(server.bus.<SessionCommand>lastAsked())
                .isInstanceOfSatisfying(
                        SessionCommand.Resume.class,
                        resume -> assertThat(resume.client()).isEqualTo(again.client));
    }

    @Test
    void aSessionThatEndedJustNowIsNotContinued() throws Exception {
        caller.talks(96, false);
        server.bus.answer(new QueueAnswer.AlreadyTalking(S96));

        assertThat(caller.call(1000, "queueId", 1).get("result").asInt()).isEqualTo(-100);
    }

    @Test
    void aSessionAtOnceHasNoRequest() throws Exception {
        caller.talks(96, true);
        server.bus.answer(new QueueAnswer.Accepted(S96));

        assertJson(
                caller.call(1000, "queueId", 1),
                "{\"result\":1,\"message\":\"\",\"sessionId\":96,"
                        + "\"agentId\":\"SELITE\",\"agentName\":\"Elite\",\"queueLength\":0}");
    }

    @Test
    void anAnswerThatMakesNoSenseIsAnInternalErrorWithATrace() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.Done());
        assertThat(caller.call(1000, "queueId", 1).get("message").asText())
                .matches("内部错误，请联系管理员 \\([0-9a-f]{12}\\)");
        server.bus.answer(new QueueAnswer.Enqueued(R103, 1));
        for (int type : new int[] {1002, 2020}) {
            assertThat(caller.call(type, "requestId", 103, "text", "a").get("result").asInt())
                    .isEqualTo(-100);
        }
    }

    @Test
    void theStateOfARequestIsToldAsItIs() throws Exception {
        caller.waits(103);
        assertJson(
                caller.call(1001, "requestId", "103"),
                "{\"result\":1,\"message\":\"success\",\"requestStatus\":0,\"queueLength\":3}");
        caller.has(103, RequestStatus.ACCEPTED, 0, 96L);
        assertJson(
                caller.call(1001, "requestId", 103),
                "{\"result\":1,\"message\":\"success\",\"requestStatus\":1,\"queueLength\":0,"
                        + "\"sessionId\":96,\"agentId\":\"SELITE\",\"agentName\":\"Elite\"}");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"WAITING", "ACCEPTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyEndHasItsNumber(RequestStatus status) throws Exception {
        caller.has(103, status, 0, null);
        assertJson(
                caller.call(1001, "requestId", 103),
                "{\"result\":1,\"message\":\"success\",\"requestStatus\":"
                        + status.number()
                        + ",\"queueLength\":0}");
    }

    @Test
    void cancellingIsDecidedByTheQueue() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.Done());
        assertJson(caller.call(1002, "requestId", 103), "{\"result\":1,\"message\":\"success\"}");
        assertThat(server.bus.<QueueCommand>lastAsked())
                .isEqualTo(new QueueCommand.Cancel(R103, caller.client));
        server.bus.answer(new QueueAnswer.Accepted(S96));
        assertJson(
                caller.call(1002, "requestId", 103),
                "{\"result\":-2,\"message\":\"您已在会话中\",\"sessionId\":96}");
        server.bus.answer(new QueueAnswer.AlreadyTalking(S96));
        assertThat(caller.call(1002, "requestId", 103).get("result").asInt()).isEqualTo(-2);
        server.bus.answer(new Refusal(ErrorCode.REQUEST_ENDED, "over"));
        assertThat(caller.call(1002, "requestId", 103).get("result").asInt()).isEqualTo(-10);
    }

    @Test
    void wordsWhileWaitingAreKeptWithTheRequest() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.Done());

        assertJson(
                caller.call(2020, "requestId", 103, "text", "在吗"),
                "{\"result\":1,\"message\":\"success\"}");
        QueueCommand.AddPreMessage command = server.bus.lastAsked();
        assertThat(command.message()).isEqualTo(Message.Text.plain("在吗"));
        assertThat(command.client()).isEqualTo(caller.client);
    }

    @Test
    void wordsAfterTheAcceptanceAreSaidInTheSession() throws Exception {
        caller.waits(103);
        caller.talks(96, true);
        server.bus.answer(
                command ->
                        command instanceof QueueCommand
                                ? new QueueAnswer.Accepted(S96)
                                : new SessionAnswer.Logged(1, Instant.EPOCH));
        assertThat(caller.call(2020, "requestId", 103, "text", "a").get("result").asInt())
                .isEqualTo(1);
        assertThat(server.bus.<SessionCommand>lastAsked()).isInstanceOf(SessionCommand.Say.class);

        caller.has(103, RequestStatus.ACCEPTED, 0, 96L);
        server.bus.asked.clear();
        assertJson(
                caller.call(2020, "requestId", 103, "text", "b"),
                "{\"result\":1,\"message\":\"success\"}");
        assertThat(server.bus.asked).extracting(FakeBus.Sent::to).containsExactly("session.96");
        caller.talks(96, false);
        assertThat(caller.call(2020, "requestId", 103, "text", "c").get("result").asInt())
                .isEqualTo(-11);
    }

    private static void assertJson(JsonNode reply, String expected) throws Exception {
        assertThat(reply).isEqualTo(TpiServer.JSON.readTree(expected));
    }
}
