package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.tpi.v1.V1Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpiV1IT {
    private static final RequestId R103 = new RequestId(103);
    private static final SessionId S96 = new SessionId(96);
    private static final String PNG = "data:image/png;base64,iVBORw0KGgo=";
    private TpiServer server;
    private V1Conversations there;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer(V1Access.of(false, List.of("127.0.0.0/8", "::1")));
        there = new V1Conversations(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aClientIsMadeOnItsFirstUseAndJoinsTheLine() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R103, 2));

        assertJson(
                call(1000, "clientId: 'o/1', nickname: 'lori', queueId: 2, from: 'APP'"),
                "{\"result\":1,\"message\":\"success\",\"requestId\":103,\"queueLength\":2}");

        QueueCommand.Enqueue command = server.bus.lastAsked();
        assertThat(command.origin())
                .isEqualTo(
                        new RequestOrigin(
                                there.client("main", "o/1"),
                                null,
                                "APP",
                                null,
                                null,
                                new CallbackTarget(
                                        Protocol.TPI_V1, "http://crm.internal/chat", "main"),
                                null,
                                null));
    }

    @Test
    void integrationsDoNotShareTheirClients() throws Exception {
        server.bus.answer(new QueueAnswer.Enqueued(R103, 2));
        call(1000, "clientId: 'o1', queueId: 2");
        ClientId ours = ((QueueCommand.Enqueue) server.bus.lastAsked()).origin().client();
        call(1000, "clientId: 'o1', queueId: 21, epid: 'second'");

        assertThat(((QueueCommand.Enqueue) server.bus.lastAsked()).origin().client())
                .isNotEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", clientId: ''", ", clientId: '  '", ", clientId: {}"})
    void aClientWithoutANameIsRefused(String client) throws Exception {
        there.talks(96, "o1", true);
        assertThat(result(1000, "queueId: 2" + client)).isEqualTo(-6);
        assertThat(result(2001, "sessionId: 96, text: 'a'" + client)).isEqualTo(-6);
        assertThat(result(2002, "sessionId: 96, imgData: '" + PNG + "'" + client)).isEqualTo(-6);
        assertThat(server.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"QUEUE_OFF_HOURS, -3", "QUEUE_NO_AGENT, -5", "SESSION_KIND_WRONG, -8"})
    void whatTheQueueRefusesIsRefusedInTheCodesOfThisEdition(ErrorCode code, int result)
            throws Exception {
        server.bus.answer(new Refusal(code, "so"));
        assertThat(result(1000, "clientId: 'o1', queueId: 2")).isEqualTo(result);
    }

    @Test
    void faultsOfFormAreMinusEightWithTheReason() throws Exception {
        assertThat(call(1000, "clientId: 'o1'").toString())
                .isEqualTo("{\"result\":-8,\"message\":\"参数错误: queueId is missing\"}");
        assertThat(result(1000, "clientId: 'o1', queueId: 99")).isEqualTo(-7);
        assertThat(result(1001, "requestId: {}")).isEqualTo(-8);
        assertThat(result(1000, "clientId: 'o1', queueId: 2, epid: 'x'")).isEqualTo(-8);
        assertThat(result(1000, "clientId: 'o1', queueId: 2, serverAddr: 'http://evil.example'"))
                .isEqualTo(-8);
        there.talks(96, "o1", true);
        assertThat(result(2001, "clientId: 'o1', sessionId: 96, text: ' '")).isEqualTo(-8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2", "2003", "2004", "2006", "2020", "2021", "2022", "2023", "2024", "5003", "5004",
                "77", "'x'", "null"
            })
    void whatThisEditionDoesNotHaveIsMinusEight(String type) throws Exception {
        String body = "{type: " + type + ", sessionId: 96, requestId: 103, text: 'a'}";
        assertThat(server.result(body)).isEqualTo(-8);
    }

    @Test
    void whoWaitsAlreadyIsToldWhereAndWhoTalksGoesOn() throws Exception {
        there.waits(103, "o1");
        server.bus.answer(new QueueAnswer.AlreadyWaiting(R103, 4));
        JsonNode waiting = call(1000, "clientId: 'o1', queueId: 2");
        assertThat(waiting.get("result").asInt()).isEqualTo(-1);
        assertThat(waiting.get("requestId").asInt()).isEqualTo(103);

        ClientId client = there.talks(96, "o1", true);
        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new SessionAnswer.Logged(9, Instant.EPOCH)
                                : new QueueAnswer.AlreadyTalking(S96));
        JsonNode talking = call(1000, "clientId: 'o1', queueId: 2");
        assertThat(talking.get("result").asInt()).isEqualTo(1);
        assertThat(talking.get("continueLastSession").asBoolean()).isTrue();
        assertThat(server.bus.<SessionCommand>lastAsked())
                .isEqualTo(
                        new SessionCommand.Resume(
                                client,
                                null,
                                new CallbackTarget(
                                        Protocol.TPI_V1, "http://crm.internal/chat", "main")));
    }

    @Test
    void aRequestIsWatchedAndLeftByItsNumberAlone() throws Exception {
        ClientId client = there.waits(103, "o1");
        server.bus.answer(new QueueAnswer.Done());

        assertJson(
                call(1001, "requestId: 103"),
                "{\"result\":1,\"message\":\"success\",\"requestStatus\":0,\"queueLength\":3}");
        assertJson(call(1002, "requestId: '103'"), "{\"result\":1,\"message\":\"success\"}");
        assertThat(server.bus.<QueueCommand>lastAsked())
                .isEqualTo(new QueueCommand.Cancel(R103, client));
    }

    @Test
    void wordsWhileWaitingAreType2005WithoutAToken() throws Exception {
        there.waits(103, "o1");
        server.bus.answer(new QueueAnswer.Done());

        assertJson(
                call(2005, "requestId: 103, text: '在吗'"), "{\"result\":1,\"message\":\"success\"}");
        assertThat(server.bus.<QueueCommand>lastAsked())
                .isInstanceOf(QueueCommand.AddPreMessage.class);
    }

    /** Decision V2-24. */
    @ParameterizedTest
    @ValueSource(strings = {"fileUrl: 'http://h/x.docx'", "url: '/f/1/x.docx'"})
    void aFileIsNoPreMessageWithTokenOrWithout(String url) throws Exception {
        there.waits(103, "o1");
        TpiServer.Caller caller = server.logIn("lori");
        caller.waits(104);
        server.bus.answer(new QueueAnswer.Done());

        assertThat(result(2005, "requestId: 103, text: 'a', " + url)).isEqualTo(-8);
        String withToken = "requestId: 104, text: 'a', token: '" + caller.token + "', ";
        assertThat(server.bus.asked).isEmpty();
        assertThat(result(2005, withToken + url)).isEqualTo(1);
        assertThat(added()).isInstanceOf(Message.Media.class);
        assertThat(result(2005, withToken + "name: ''")).isEqualTo(1);
        assertThat(added()).isEqualTo(Message.Text.plain("a"));
    }

    private Message added() {
        return ((QueueCommand.AddPreMessage) server.bus.lastAsked()).message();
    }

    @Test
    void somethingIsSaidAndShownInTheSession() throws Exception {
        ClientId client = there.talks(96, "o1", true);
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));

        assertJson(
                call(2001, "clientId: 'o1', sessionId: 96, time: 1, text: '/::)'"),
                "{\"result\":1,\"message\":\"\"}");
        SessionCommand.Say said = server.bus.lastAsked();
        assertThat(said.speaker()).isEqualTo(new Party.OfClient(client));
        assertThat(said.message()).isEqualTo(Message.Text.plain("/::)"));

        String picture = "clientId: 'o1', sessionId: 96, time: 1, imgName: 'a', imgData: '" + PNG;
        assertJson(call(2002, picture + "'"), "{\"result\":1,\"message\":\"\"}");
        SessionCommand.Say shown = server.bus.lastAsked();
        assertThat(shown.message())
                .isInstanceOfSatisfying(
                        Media.class,
                        media -> {
                            assertThat(media.kind()).isEqualTo(Media.Kind.PICTURE);
                            assertThat(media.url()).isEqualTo("/f/1/a.png");
                            assertThat(media.size()).isEqualTo(8);
                        });
        call(2002, picture + "'");
        assertThat(((SessionCommand.Say) server.bus.lastAsked()).key().recent())
                .isEqualTo(shown.key().recent())
                .isNotNull();
    }

    @Test
    void all105EmojiCodesOfTheDocumentComeInUntouched() throws Exception {
        there.talks(96, "o1", true);
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
        List<String> codes =
                Files.readAllLines(Path.of("src/test/resources/wire/tpi/v1/emoji.txt"));

        assertThat(codes).hasSize(105);
        for (String code : codes) {
            call(2001, "clientId: 'o1', sessionId: 96, text: " + TpiServer.JSON.valueToTree(code));
            assertThat(((SessionCommand.Say) server.bus.lastAsked()).message())
                    .isEqualTo(Message.Text.plain(code));
        }
    }

    @ParameterizedTest
    @CsvSource({"BODY_UNREADABLE, -8", "UNAVAILABLE, -100", "INTERNAL, -100"})
    void aPictureThatIsNotKeptIsNotSaid(ErrorCode code, int result) throws Exception {
        there.talks(96, "o1", true);
        server.pictureFailure = new Refusal(code, "full");

        assertThat(result(2002, "clientId: 'o1', sessionId: 96, imgData: '" + PNG + "'"))
                .isEqualTo(result);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void aPictureThatIsNoneIsMinusEightAndNotKept() throws Exception {
        there.talks(96, "o1", true);
        assertThat(result(2002, "clientId: 'o1', sessionId: 96, imgData: 'x'")).isEqualTo(-8);
        assertThat(result(2002, "clientId: 'o1', sessionId: 96")).isEqualTo(-8);
        there.talks(96, "o1", false);
        assertThat(result(2002, "clientId: 'o1', sessionId: 96, imgData: '" + PNG + "'"))
                .isEqualTo(-11);
        assertThat(server.pictures).isEmpty();
    }

    @Test
    void endingASessionTwiceIsNoError() throws Exception {
        there.talks(96, "o1", true);
        server.bus.answer(new SessionAnswer.Done());
        assertJson(call(4001, "sessionId: 96"), "{\"result\":1,\"message\":\"\"}");
        assertThat(server.bus.<SessionCommand>lastAsked()).isInstanceOf(SessionCommand.Close.class);

        there.talks(96, "o1", false);
        assertThat(result(4001, "sessionId: 96")).isEqualTo(1);
    }

    @Test
    void aSessionIsRatedByItsNumberAloneAlsoAfterItsEnd() throws Exception {
        ClientId client = there.talks(96, "o1", false);
        server.bus.answer(new SessionAnswer.Logged(9, Instant.EPOCH));

        assertJson(
                call(5001, "sessionId: 96, ratingId: 1, ratingComments: '非常满意'"),
                "{\"result\":1,\"message\":\"success\"}");
        SessionCommand.Rate rated = server.bus.lastAsked();
        assertThat(rated.client()).isEqualTo(client);
        assertThat(rated.rating()).isEqualTo(new Rating(1, "非常满意", null));
        assertThat(result(5001, "sessionId: 96")).isEqualTo(-8);
    }

    @Test
    void aSessionGoesToAnotherClientOfTheSameCaller() throws Exception {
        ClientId before = there.talks(96, "o1", true);
        server.bus.answer(new SessionAnswer.Logged(9, Instant.EPOCH));

        assertJson(
                call(5002, "sessionId: 96, clientId: 'new/one'"),
                "{\"result\":1,\"message\":\"success\",\"clientId\":\"new/one\",\"sessionId\":96}");
        SessionCommand.Rebind rebind = server.bus.lastAsked();
        assertThat(rebind.from()).isEqualTo(before);
        assertThat(rebind.to()).isEqualTo(there.client("main", "new/one"));
        assertThat(rebind.token()).isNull();

        assertThat(result(5002, "sessionId: 96")).isEqualTo(-6);
        server.bus.answer(new Refusal(ErrorCode.CLIENT_BUSY, "it talks"));
        assertThat(result(5002, "sessionId: 96, clientId: 'o2'")).isEqualTo(-2);
        there.talks(96, "o1", false);
        assertThat(result(5002, "sessionId: 96, clientId: 'o2'")).isEqualTo(-11);
    }

    @Test
    void thePollingClientLearnsTheSession() throws Exception {
        there.has(103, "main", "o1", RequestStatus.ACCEPTED, 96L);

        assertJson(
                call(1001, "requestId: 103"),
                "{\"result\":1,\"message\":\"success\",\"requestStatus\":1,\"queueLength\":0,"
                        + "\"sessionId\":96,\"agentId\":\"SELITE\",\"agentName\":\"Elite\"}");
    }

    private JsonNode call(int type, String fields) throws Exception {
        return server.post("{type: " + type + ", " + fields + "}");
    }

    private int result(int type, String fields) throws Exception {
        return call(type, fields).get("result").asInt();
    }

    private static void assertJson(JsonNode reply, String expected) throws Exception {
        assertThat(reply).isEqualTo(TpiServer.JSON.readTree(expected));
    }
}
