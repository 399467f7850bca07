package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpiTalkIT {
    private static final String QUIET = "{\"result\":1,\"message\":\"\"}";
    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
        caller.talks(96, true);
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aSessionIsRatedByItsClientAlsoAfterItsEnd() throws Exception {
        caller.talks(96, false);

        JsonNode reply =
                caller.call(5001, "sessionId", 96, "ratingId", 1, "ratingExtends", List.of(1));

        assertThat(reply.toString()).isEqualTo("{\"result\":1,\"message\":\"success\"}");
        SessionCommand.Rate rated = server.bus.lastAsked();
        assertThat(rated.client()).isEqualTo(caller.client);
        assertThat(rated.rating()).isEqualTo(new Rating(1, "", "[1]"));
        assertThat(
                        server.logIn("other")
                                .call(5001, "sessionId", 96, "ratingId", 1)
                                .get("result")
                                .asInt())
                .isEqualTo(-11);
    }

    @Test
    void aMessageIsSaidInTheSession() throws Exception {
        JsonNode reply =
                caller.call(
                        2001,
                        "sessionId",
                        "96",
                        "time",
                        1400913830109L,
                        "text",
                        "你好 /:<W>",
                        "extra",
                        "x",
                        "messageId",
                        "m1");

        assertThat(reply.toString()).isEqualTo(QUIET);
        assertThat(server.bus.asked.getLast().to()).isEqualTo("session.96");
        SessionCommand.Say say = server.bus.lastAsked();
        assertThat(say.speaker()).isEqualTo(new Party.OfClient(caller.client));
        assertThat(say.message()).isEqualTo(Message.Text.plain("你好 /:<W>"));
        assertThat(say.clientTime()).isEqualTo(Instant.ofEpochMilli(1400913830109L));
        assertThat(say.extra()).isEqualTo("x");
        assertThat(say.key().id()).startsWith("tpi-m-");
    }

    @Test
    void nothingIsAcknowledgedThatIsNotOnDisk() throws Exception {
        server.bus.answer(new Refusal(ErrorCode.UNAVAILABLE, "unknown"));
        JsonNode reply = caller.call(2001, "sessionId", 96, "text", "a");
        assertThat(reply.get("result").asInt()).isEqualTo(-100);
        assertThat(reply.get("message").asText()).startsWith("系统繁忙，请稍后重试");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void emptyWordsAreRefusedButNotBeforeTheSession(String text) throws Exception {
        caller.waits(103);
        assertThat(result(2001, "sessionId", 96, "text", text)).isEqualTo(-17);
        assertThat(result(2020, "requestId", 103, "text", text)).isEqualTo(-17);
        assertThat(result(2001, "sessionId", 97, "text", text)).isEqualTo(-11);
        assertThat(result(2020, "requestId", 104, "text", text)).isEqualTo(-10);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void aMessageToAClosedSessionIsMinusElevenWhoeverFindsOut() throws Exception {
        server.bus.answer(new Refusal(ErrorCode.SESSION_CLOSED, "closed"));
        JsonNode byActor = caller.call(2001, "sessionId", 96, "text", "a");
        caller.talks(96, false);
        JsonNode byView = caller.call(2001, "sessionId", 96, "text", "a");

        assertThat(byActor.get("result").asInt()).isEqualTo(-11);
        assertThat(byView).isEqualTo(byActor);
        assertThat(result(2021, "sessionId", 96, "text", "a")).isEqualTo(-11);
        assertThat(result(2022, "sessionId", 96)).isEqualTo(-11);
    }

    @Test
    void signalsAreToldAtMostOncePerSecondAndAlwaysSucceed() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(caller.call(2021, "sessionId", 96, "text", "半").toString()).isEqualTo(QUIET);
            assertThat(caller.call(2022, "sessionId", 96).toString()).isEqualTo(QUIET);
        }

        Party client = new Party.OfClient(caller.client);
        assertThat(server.bus.told)
                .startsWith(
                        new FakeBus.Sent(
                                "session.96", new Signal(client, Signal.Kind.PREVIEW, "半")),
                        new FakeBus.Sent(
                                "session.96", new Signal(client, Signal.Kind.TYPING, null)));
        assertThat(server.bus.told.size()).isLessThan(6);
        assertThat(server.bus.asked).isEmpty();
    }

    @Test
    void closingTwiceIsNoError() throws Exception {
        server.bus.answer(new SessionAnswer.Done());
        assertThat(caller.call(4001, "sessionId", 96, "time", 1).toString()).isEqualTo(QUIET);
        SessionCommand.Close close = server.bus.lastAsked();
        assertThat(close.by()).isEqualTo(new Party.OfClient(caller.client));

        server.bus.answer(new Refusal(ErrorCode.SESSION_CLOSED, "closed"));
        assertThat(caller.call(4001, "sessionId", 96).toString()).isEqualTo(QUIET);
        caller.talks(96, false);
        server.bus.asked.clear();
        assertThat(caller.call(4001, "sessionId", 96).toString()).isEqualTo(QUIET);
        assertThat(server.bus.asked).isEmpty();
        caller.talks(97, true);
        server.bus.answer(new Refusal(ErrorCode.UNAVAILABLE, "unknown"));
        assertThat(result(4001, "sessionId", 97)).isEqualTo(-100);
    }

    @Test
    void theHistorySaysWhetherThereIsMore() throws Exception {
        server.directory.dialect = Dialect.STANDARD;
        server.views.history = rows(3);

        JsonNode reply =
                caller.call(
                        5003,
                        "maxCount",
                        2,
                        "fromSessionId",
                        1299,
                        "fromMessageId",
                        "7",
                        "permFlag",
                        1);

        assertThat(reply.get("hisMessages").findValuesAsText("id")).containsExactly("3", "2");
        assertThat(reply.get("hasMore").asBoolean()).isTrue();
        assertThat(server.views.lastQuery)
                .isEqualTo(new HistoryQuery(caller.client, null, 1299, 7, 2, true));
        JsonNode all = caller.call(5003, "maxCount", 3);
        assertThat(all.get("hasMore").asBoolean()).isFalse();
        assertThat(all.get("message").asText()).isEqualTo("success");
    }

    @Test
    void aLoginThatIsNotTrustedReadsOnlyItsOwnSessions() throws Exception {
        server.directory.trustedCallers = List.of();
        TpiServer.Caller untrusted = server.logIn("lori");

        untrusted.call(5003);

        assertThat(server.views.lastQuery)
                .isEqualTo(new HistoryQuery(untrusted.client, untrusted.key(), 0, 0, 10, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1002, 2020, 2001, 2021, 2022, 4001})
    void foreignIdsAnswerExactlyAsUnknownOnes(int type) throws Exception {
        TpiServer.Caller stranger = server.logIn("stranger");
        caller.waits(103);
        JsonNode unknown =
                stranger.call(type, "requestId", 999_999, "sessionId", 999_999, "text", "x");

        assertThat(unknown.get("result").asInt())
                .isEqualTo(type < 2000 || type == 2020 ? -10 : -11);
        assertThat(stranger.call(type, "requestId", 103, "sessionId", 96, "text", "x"))
                .isEqualTo(unknown);
        for (long id : new long[] {0, -1, 1L << 53, Long.MAX_VALUE}) {
            assertThat(stranger.call(type, "requestId", id, "sessionId", id, "text", "x"))
                    .isEqualTo(unknown);
        }
        assertThat(server.bus.asked).isEmpty();
        assertThat(server.bus.told).isEmpty();
    }

    @Test
    void whatIsCheckedFirstIsAnsweredFirst() throws Exception {
        String token = "\"token\":\"" + caller.token + "\"";

        assertThat(server.result("{\"type\":77")).isEqualTo(-8);
        assertThat(server.result("{\"type\":77,\"token\":\"bad\"}")).isEqualTo(-19);
        assertThat(server.result("{\"type\":2001,\"token\":\"bad\"}")).isEqualTo(-15);
        assertThat(server.result("{\"type\":2001}")).isEqualTo(-15);
        assertThat(server.result("{\"type\":2001,\"token\":7}")).isEqualTo(-15);
        assertThat(server.result("{\"type\":2001,\"token\":{}}")).isEqualTo(-15);
        assertThat(server.result("{\"type\":2001,\"token\":\"" + "A".repeat(99) + "\"}"))
                .isEqualTo(-15);
        assertThat(
                        server.result(
                                "{\"type\":2001,\"token\":\""
                                        + caller.token.toLowerCase(java.util.Locale.ROOT)
                                        + "\"}"))
                .isEqualTo(-15);
        assertThat(server.result("{\"type\":2001," + token + "}")).isEqualTo(-14);
        assertThat(server.result("{\"type\":2001,\"sessionId\":1,\"text\":\"\"," + token + "}"))
                .isEqualTo(-11);
        assertThat(server.result("{\"type\":2001,\"sessionId\":96,\"text\":\"\"," + token + "}"))
                .isEqualTo(-17);
        assertThat(server.result("{\"type\":1000," + token + "}")).isEqualTo(-14);
        assertThat(
                        server.result(
                                "{\"type\":1000,\"queueId\":99,\"serverAddr\":\"x\","
                                        + token
                                        + "}"))
                .isEqualTo(-14);
        assertThat(server.result("{\"type\":1000,\"queueId\":99,\"toUserId\":\"x\"," + token + "}"))
                .isEqualTo(-7);
    }

    private int result(int type, Object... fields) throws Exception {
        return caller.call(type, fields).get("result").asInt();
    }

    private List<HistoryRow> rows(int count) {
        return LongStream.iterate(count, id -> id - 1)
                .limit(count)
                .mapToObj(
                        id ->
                                new HistoryRow(
                                        id,
                                        new SessionId(96),
                                        id,
                                        new Party.OfClient(caller.client),
                                        Message.Text.plain("a"),
                                        null,
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        false,
                                        0,
                                        false))
                .toList();
    }
}
