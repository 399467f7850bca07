package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionKind;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does in a session, and while waiting for one. */
class ConversationsIT {
    private static final String PICTURE =
            "openId:\"o1\",msgType:\"image\",content:{mediaId:\"M1\"}";

    private BridgeServer server;
    private ClientId client;

    @BeforeEach
    void start() throws Exception {
        server = new BridgeServer("127.0.0.1");
        client = server.person("main", "o1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void wordsAreSaidByTheClientInItsSession() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);

        JsonNode reply =
                server.post(
                        "getmsg",
                        "{\"sessionId\":\"9\",\"openId\":\"o1\",\"agentId\":\"OLD\",\"msgType\":\"text\","
                                + "\"content\":\"<b>你好</b> /::)\"}");

        assertThat(reply.toString()).isEqualTo("{\"result\":1,\"message\":\"ok\"}");
        SessionCommand.Say say = server.bus.lastAsked();
        assertThat(say.speaker()).isEqualTo(new Party.OfClient(client));
        assertThat(say.message()).isEqualTo(Message.Text.plain("<b>你好</b> /::)"));
        assertThat(say.key().recent()).as("nothing else is a repeat (WX-25)").isNull();
    }

    @Test
    void aNamedMessageIsTheSameHoweverOftenItComes() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        String body = "{sessionId:9,msgId:77," + PICTURE + "}";

        server.post("getmsg", body);
        SessionCommand.Say first = server.bus.lastAsked();
        server.post("getmsg", body);

        assertThat(server.bus.<SessionCommand.Say>lastAsked()).isEqualTo(first);
        assertThat(server.media.wanted).as("fetched once").hasSize(1);
        server.post("getmsg", "{sessionId:9," + PICTURE + "}");
        assertThat(server.media.wanted).as("another one").hasSize(2);
    }

    @Test
    void aPictureIsPromisedBeforeItIsSaid() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);

        server.post("getmsg", "{sessionId:9," + PICTURE + "}");

        var wanted = server.media.wanted.getFirst();
        assertThat(wanted.mediaId()).isEqualTo("M1");
        assertThat(wanted.session()).isEqualTo(new SessionId(9));
        assertThat(wanted.agent().value()).isEqualTo("SELITE");
        assertThat(wanted.user().id()).isEqualTo("main\no1");
        SessionCommand.Say say = server.bus.lastAsked();
        assertThat(say.message())
                .isEqualTo(
                        new Media(
                                Media.Kind.PICTURE,
                                "/f/00000000000000000000000000000001/image.jpg",
                                "image.jpg",
                                null,
                                null,
                                null));
        assertThat(say.extra()).isEqualTo("{\"mediaId\":\"M1\"}");
        assertThat(server.woken).hasValue(1);
    }

    @Test
    void aFilmHasASmallPictureOfItsOwn() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);

        server.post(
                "getmsg",
                "{sessionId:9,openId:\"o1\",msgType:\"video\",content:"
                        + "\"{\\\"mediaId\\\":\\\"M1\\\",\\\"thumbMediaId\\\":\\\"T1\\\"}\"}");

        Media film = (Media) server.bus.<SessionCommand.Say>lastAsked().message();
        assertThat(film.kind()).isEqualTo(Media.Kind.VIDEO);
        assertThat(film.thumb()).isEqualTo("/f/00000000000000000000000000000002/thumb.jpg");
        assertThat(server.media.wanted)
                .extracting(each -> each.mediaId())
                .containsExactly("M1", "T1");
    }

    @Test
    void whatIsSaidWhileWaitingIsKept() throws Exception {
        server.asks(3, client, RequestStatus.WAITING, null);

        assertThat(server.result("getmsg", "{sessionId:0," + PICTURE + "}")).isEqualTo(1);

        QueueCommand.AddPreMessage adding = server.bus.lastAsked();
        assertThat(adding.request().value()).isEqualTo(3);
        assertThat(adding.message()).isInstanceOf(Media.class);
        assertThat(server.media.wanted.getFirst().session()).isNull();
    }

    @Test
    void whatComesTooLateToBeKeptIsSaidInTheSession() throws Exception {
        server.asks(3, client, RequestStatus.WAITING, null);
        server.bus.answer(
                command ->
                        command instanceof SessionCommand
                                ? new SessionAnswer.Logged(1, Instant.EPOCH)
                                : new QueueAnswer.Accepted(new SessionId(9)));

        assertThat(server.result("getmsg", "{openId:\"o1\",msgType:\"text\",content:\"a\"}"))
                .isEqualTo(1);

        assertThat(server.bus.<Object>lastAsked()).isInstanceOf(SessionCommand.Say.class);
    }

    @Test
    void withoutASessionNumberItIsSaidWhereThePersonTalks() throws Exception {
        server.talks(9, client, SessionKind.ROBOT, true);
        server.asks(3, client, RequestStatus.WAITING, 9L);

        assertThat(server.result("getmsg", "{openId:\"o1\",msgType:\"text\",content:\"a\"}"))
                .isEqualTo(1);

        assertThat(server.bus.<Object>lastAsked()).isInstanceOf(SessionCommand.Say.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {openId:"o1",msgType:"text",content:"a"}                        | -11
                    {openId:"nobody",msgType:"text",content:"a"}                    | -11
                    {msgType:"text",content:"a"}                                    | -11
                    {sessionId:404,openId:"o1",msgType:"text",content:"a"}          | -11
                    {sessionId:8,openId:"o1",msgType:"text",content:"a"}            | -11
                    {sessionId:9,openId:"o2",msgType:"text",content:"a"}            | -11
                    {sessionId:9,openId:"o1",epid:"gh",msgType:"text",content:"a"}  | -11
                    {sessionId:9,openId:"o1",msgType:"event",content:"a"}           | -12
                    {sessionId:9,openId:"o1",content:"a"}                           | -8
                    {sessionId:9,openId:"o1",msgType:"text"}                        | -8
                    {sessionId:9,openId:"o1",msgType:"text",content:{}}             | -8
                    {sessionId:9,openId:"o1",msgType:"image",content:"x"}           | -8
                    """)
    void whatCannotBeSaidIsRefused(String body, int result) throws Exception {
        server.talks(8, client, SessionKind.HUMAN, false);
        server.person("main", "o2");
        server.talks(7, client, SessionKind.HUMAN, false);
        if (body.contains("sessionId:9")) {
            server.talks(9, client, SessionKind.HUMAN, true);
        }

        assertThat(server.result("getmsg", body)).isEqualTo(result);
        assertThat(server.media.wanted).isEmpty();
    }

    @Test
    void anEmptyTextIsRefusedBySession() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        server.bus.answer(_ -> new Refusal(ErrorCode.TEXT_EMPTY, "x"));

        assertThat(
                        server.result(
                                "getmsg",
                                "{sessionId:9,openId:\"o1\",msgType:\"text\",content:\" \"}"))
                .isEqualTo(-8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closecon", "ratesession", "transferCon", "getmsg"})
    void anotherAccountsOrAnotherWiresSessionIsNotThere(String call) throws Exception {
        server.talks(9, client, SessionKind.ROBOT, true);
        server.talks(10, new ClientId("a-tpi-client"), SessionKind.ROBOT, true);
        server.talks(11, server.person("second", "main", "o1"), SessionKind.ROBOT, true);
        String rest = ",ratingId:1,msgType:\"text\",content:\"a\"}";

        assertThat(server.result(call, "{sessionId:9,epid:\"gh\"" + rest)).isEqualTo(-11);
        assertThat(server.result(call, "{sessionId:10" + rest)).isEqualTo(-11);
        assertThat(server.result(call, "{sessionId:11" + rest)).isEqualTo(-11);
        assertThat(server.bus.asked).isEmpty();
        assertThat(server.result(call, "{sessionId:9" + rest)).isEqualTo(1);
    }

    @Test
    void closingTwiceIsNoError() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        assertThat(server.result("closecon", "{sessionId:9}")).isEqualTo(1);
        assertThat(server.bus.<SessionCommand.Close>lastAsked().by())
                .isEqualTo(new Party.OfClient(client));

        server.bus.answer(_ -> new Refusal(ErrorCode.SESSION_CLOSED, "x"));
        assertThat(server.result("closecon", "{sessionId:9}")).isEqualTo(1);
        server.talks(9, client, SessionKind.HUMAN, false);
        assertThat(server.result("closecon", "{sessionId:9}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'chatSessionId:9,ratingId:2,ratingComment:\"好\"'",
        "'sessionId:9,ratingId:\"2\",ratingComments:\"好\"'"
    })
    void bothSpellingsRate(String fields) throws Exception {
        server.talks(9, client, SessionKind.HUMAN, false);

        assertThat(server.result("ratesession", "{" + fields + "}")).isEqualTo(1);

        SessionCommand.Rate rate = server.bus.lastAsked();
        assertThat(rate.rating().ratingId()).isEqualTo(2);
        assertThat(rate.rating().comments()).isEqualTo("好");
        assertThat(rate.client()).isEqualTo(client);
    }

    @Test
    void aPulseIsOneOrNothing() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        server.talks(8, client, SessionKind.HUMAN, false);

        assertThat(server.post("pulse", "{sessionId:9,openId:\"o1\"}").toString())
                .isEqualTo("{\"result\":1}");
        assertThat(server.post("pulse", "{openId:\"o1\"}").toString()).isEqualTo("{\"result\":1}");
        for (String dead :
                new String[] {
                    "{sessionId:8,openId:\"o1\"}",
                    "{sessionId:9,openId:\"o2\"}",
                    "{sessionId:404}",
                    "{openId:\"o2\"}",
                    "{}"
                }) {
            assertThat(server.post("pulse", dead).toString())
                    .isEqualTo("{\"result\":0,\"message\":\"会话不存在或已结束\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                 | 1
                    transferInfo:"找人工"              | 1
                    transferInfo:{queueId:2}           | 2
                    transferInfo:"{\\"skillGroup\\":2}" | 2
                    """)
    void aRobotHandsOverToTheQueueThatIsAskedFor(String info, int queue) throws Exception {
        server.talks(9, client, SessionKind.ROBOT, true);
        String body = "{sessionId:9,openId:\"o1\"" + (info.isEmpty() ? "" : "," + info) + "}";

        assertThat(server.post("transferCon", body).toString())
                .isEqualTo("{\"result\":1,\"message\":\"ok\",\"queueLength\":1}");

        QueueCommand.Enqueue enqueue = server.bus.lastAsked();
        assertThat(enqueue.origin().session()).isEqualTo(new SessionId(9));
        assertThat(server.bus.addresses.getLast()).isEqualTo("queue." + queue);
    }

    @Test
    void onlyARobotHandsOverAndOnlyToPeople() throws Exception {
        server.talks(9, client, SessionKind.HUMAN, true);
        assertThat(server.result("transferCon", "{sessionId:9}")).isEqualTo(-2);

        server.talks(9, client, SessionKind.ROBOT, true);
        assertThat(server.result("transferCon", "{sessionId:9,transferInfo:{queueId:3}}"))
                .isEqualTo(-4);
        assertThat(server.result("transferCon", "{sessionId:9,transferInfo:{agentId:\"X\"}}"))
                .isEqualTo(-9);
    }
}
