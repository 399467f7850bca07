package dev.deskbus.gateway.console.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.kf.KfRequests.Whose;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KfCodecTest {
    private static final ClientId XXX = new ClientId("xxx");
    private static final Map<String, KfRequests> DOCUMENTED =
            Map.ofEntries(
                    Map.entry("login", new KfRequests.Login("xxxx", true, Set.of())),
                    Map.entry("logout", new KfRequests.Logout()),
                    Map.entry("set_customer_status", new KfRequests.SetStatus(AgentStatus.AWAY)),
                    Map.entry("get_user_info", new KfRequests.GetUser(XXX)),
                    Map.entry("set_auto_connect_status", new KfRequests.SetAutoConnect(true)),
                    Map.entry("connect", new KfRequests.Connect(XXX)),
                    Map.entry("disconnect", new KfRequests.Disconnect(XXX)),
                    Map.entry(
                            "send_to_user",
                            new KfRequests.SendToUser(
                                    new ClientId("oPSeQvyYa7q2FT0Iya_5OQ2vgZjM"),
                                    List.of(Message.Text.plain("hello")),
                                    0,
                                    null)),
                    Map.entry("transform", new KfRequests.Transform(XXX, null, null, "transform")),
                    Map.entry("get_wait_user_list", new KfRequests.GetWaiting("xxx")),
                    Map.entry(
                            "get_current_session_list",
                            new KfRequests.GetSessions(new Whose("xxx", "xx"))),
                    Map.entry(
                            "get_chat_record",
                            new KfRequests.GetRecord(new Whose("xxx", "xx"), XXX, 1, 10)),
                    Map.entry(
                            "get_answer_from_ai",
                            new KfRequests.GetAdvice(
                                    new Whose("xxx", "xx"),
                                    XXX,
                                    List.of(Message.Text.plain("hello")))));

    private final KfCodec codec = new KfCodec();

    private KfRequests decode(String text) {
        return KfCodec.decode(codec.open(text));
    }

    private ErrorCode refusal(String text) {
        Refusal[] caught = new Refusal[1];
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decode(text))
                .satisfies(refusal -> caught[0] = refusal);
        return caught[0].code();
    }

    @Test
    void theDocumentsSamplesAreReadAsPrinted() throws Exception {
        for (var sample : DOCUMENTED.entrySet()) {
            assertThat(decode(Wire.request(sample.getKey())))
                    .as(sample.getKey())
                    .isEqualTo(sample.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dance", "transformed", "WATCH"})
    void whatNobodyKnowsIsRefused(String method) {
        String sample = "{\"method\":\"" + method + "\",\"userid\":\"xxx\"}";

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decode(sample))
                .withMessage("unknown method");
    }

    @Test
    void whatStandsBesideTheDocumentIsRead() {
        assertThat(decode("{\"method\":\"invite\",\"userid\":\"xxx\",\"customer_id\":\"2\"}"))
                .isEqualTo(new KfRequests.Invite(XXX, 2));
        assertThat(decode("{\"method\":\"transfer\",\"userid\":\"xxx\",\"queue_id\":3}"))
                .isEqualTo(new KfRequests.Transform(XXX, null, new QueueId(3), "transfer"));
        assertThat(decode("{\"method\":\"revoke\",\"userid\":\"xxx\",\"message_id\":\"96-12\"}"))
                .isEqualTo(new KfRequests.Revoke(XXX, ninetySixTwelve()));
        assertThat(
                        decode(
                                """
                                {"method":"edit","userid":"xxx","message_id":"96-12",
                                 "message":[{"type":"text","value":{"text":"b"}}]}"""))
                .isEqualTo(new KfRequests.Edit(XXX, ninetySixTwelve(), Message.Text.plain("b")));
        assertThat(decode("{\"method\":\"take_over\",\"userid\":\"xxx\"}"))
                .isEqualTo(new KfRequests.Supervise(XXX, KfRequests.Supervise.Deed.TAKE_OVER));
        assertThat(decode("{\"method\":\"force_status\",\"customer_id\":2,\"status\":\"3\"}"))
                .isEqualTo(new KfRequests.ForceStatus(2, AgentStatus.AWAY));
        assertThat(refusal("{\"method\":\"revoke\",\"userid\":\"x\",\"message_id\":\"12\"}"))
                .isEqualTo(ErrorCode.PARAMETER_INVALID);
        assertThat(refusal("{\"method\":\"pause\",\"status\":2}"))
                .isEqualTo(ErrorCode.PARAMETER_INVALID);
    }

    private static KfRequests.MessageId ninetySixTwelve() {
        return new KfRequests.MessageId(new SessionId(96), 12);
    }

    @Test
    void forceAndNumbersComeInBothTypes() {
        assertThat(decode("{\"method\":\"login\",\"token\":\"t\",\"force_online\":\"1\"}"))
                .isEqualTo(new KfRequests.Login("t", true, Set.of()));
        assertThat(
                        decode(
                                """
                                {"method":"login","token":"t","force_online":0,
                                 "features":["disconnect_push","typing"]}"""))
                .isEqualTo(new KfRequests.Login("t", false, Set.of("disconnect_push", "typing")));
        assertThat(decode("{\"method\":\"set_customer_status\",\"status\":\"2\"}"))
                .isEqualTo(new KfRequests.SetStatus(AgentStatus.BUSY));
        assertThat(decode("{\"method\":\"connect\",\"userid\":123}"))
                .isEqualTo(new KfRequests.Connect(new ClientId("123")));
        assertThat(decode("{\"method\":\"get_wait_user_list\"}"))
                .isEqualTo(new KfRequests.GetWaiting(null));
    }

    @Test
    void everyKindOfMessageIsUnderstoodInOrder() {
        assertThat(
                        decode(
                                """
                                {"method":"send_to_user","userid":"u","client_msg_id":7,"message":[
                                 {"type":"text","value":{"text":" a "}},
                                 {"type":"picture","value":{"url":"https://h/p","name":"p.png","size":3}},
                                 {"type":"voice","value":{"text":"http://h/v","duration":"4"}},
                                 {"type":"video","value":{"url":"http://h/film"}}]}"""))
                .isEqualTo(
                        new KfRequests.SendToUser(
                                new ClientId("u"),
                                List.of(
                                        Message.Text.plain(" a "),
                                        media(
                                                Message.Media.Kind.PICTURE,
                                                "https://h/p",
                                                "p.png",
                                                3L),
                                        new Message.Media(
                                                Message.Media.Kind.VOICE,
                                                "http://h/v",
                                                null,
                                                null,
                                                4,
                                                null),
                                        media(
                                                Message.Media.Kind.VIDEO,
                                                "http://h/film",
                                                null,
                                                null)),
                                0,
                                "7"));
    }

    private static Message media(Message.Media.Kind kind, String url, String name, Long size) {
        return new Message.Media(kind, url, name, size, null, null);
    }

    @Test
    void pagesAreBounded() {
        String record = "{\"method\":\"get_chat_record\",\"userid\":\"u\"%s}";

        assertThat(decode(record.formatted("")))
                .isEqualTo(
                        new KfRequests.GetRecord(new Whose(null, null), new ClientId("u"), 1, 10));
        assertThat(decode(record.formatted(",\"page\":\"3\",\"pagesize\":5000")))
                .isEqualTo(
                        new KfRequests.GetRecord(new Whose(null, null), new ClientId("u"), 3, 100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"method":"set_customer_status"}                              | PARAMETER_INVALID
                    {"method":"set_customer_status","status":4}                   | PARAMETER_INVALID
                    {"method":"set_auto_connect_status","status":2}               | PARAMETER_INVALID
                    {"method":"connect"}                                          | PARAMETER_INVALID
                    {"method":"connect","userid":""}                              | PARAMETER_INVALID
                    {"method":"connect","userid":"a.b"}                           | PARAMETER_INVALID
                    {"method":"get_chat_record","userid":"u","page":0}            | PARAMETER_INVALID
                    {"method":"get_chat_record","userid":"u","pagesize":0}        | PARAMETER_INVALID
                    {"method":"get_chat_record","userid":"u","page":99999999999}  | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u"}                        | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":[]}           | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":"hello"}      | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":["hello"]}    | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":[{"type":"text"}]} | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":[{"type":"text","value":{"text":" "}}]} | TEXT_EMPTY
                    {"method":"send_to_user","userid":"u","message":[{"type":"gif","value":{}}]} | MESSAGE_KIND_UNKNOWN
                    {"method":"send_to_user","userid":"u","message":[{"type":"picture","value":{}}]} | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":[{"type":"picture","value":{"url":"javascript:alert(1)"}}]} | PARAMETER_INVALID
                    {"method":"send_to_user","userid":"u","message":[{"type":"picture","value":{"url":"/p.png"}}]} | PARAMETER_INVALID
                    {"method":"dance"}                                            | REQUEST_TYPE_UNKNOWN
                    {"method":"revoke","userid":"u"}                              | PARAMETER_INVALID
                    """)
    void whatIsWrongIsRefused(String frame, ErrorCode code) {
        assertThat(refusal(frame)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "beats",
                "[]",
                "1",
                "{\"a\":1}",
                "{\"method\":5}",
                "{\"method\":",
                "\"x\""
            })
    void whatIsNoFrameIsRefusedBeforeAnythingElse(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> codec.open(text));
    }

    @Test
    void theConsolesMarkKeepsItsType() {
        assertThat(codec.open("{\"method\":\"x\",\"seq\":7}").seq()).isEqualTo(7);
        assertThat(codec.open("{\"method\":\"x\",\"seq\":\"7\"}").seq()).isEqualTo("7");
        assertThat(codec.open("{\"method\":\"x\",\"seq\":{}}").seq()).isNull();
        assertThat(codec.open("{\"method\":\"x\"}").seq()).isNull();
    }
}
