package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.search.SearchTerms.Wanted;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Subject.OfClient;
import dev.deskbus.domain.tools.Subject.OfSession;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddNote;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddReply;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddTag;
import dev.deskbus.gateway.console.kf.KfToolRequests.DeleteNote;
import dev.deskbus.gateway.console.kf.KfToolRequests.DeleteReply;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetNotes;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetReplies;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetSessionRecord;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetTagSessions;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetTagSet;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetTags;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetUserSessions;
import dev.deskbus.gateway.console.kf.KfToolRequests.Page;
import dev.deskbus.gateway.console.kf.KfToolRequests.RemoveTag;
import dev.deskbus.gateway.console.kf.KfToolRequests.Search;
import dev.deskbus.gateway.console.kf.KfToolRequests.SetReply;
import dev.deskbus.gateway.console.kf.KfToolRequests.Where;
import dev.deskbus.port.CannedReplies.Selection;
import dev.deskbus.port.TranscriptSearch.Place;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KfToolCodecTest {
    private static final ReplyDraft HELLO = new ReplyDraft("问候", "hello", "", "您好呀");
    private static final OfSession SESSION = new OfSession(new SessionId(96));
    private static final OfClient CLIENT = new OfClient(LORI.id());
    private static final Tag COMPLAINT = new Tag("投诉");
    private static final Map<String, KfToolRequests> SAMPLES =
            Map.ofEntries(
                    Map.entry("get_reply_list", new GetReplies(new Selection("h", "问候", 1, 100))),
                    Map.entry("add_reply", new AddReply(HELLO, false)),
                    Map.entry("set_reply", new SetReply(7, HELLO)),
                    Map.entry("delete_reply", new DeleteReply(7)),
                    Map.entry("add_note", new AddNote(SESSION, "已补发，单号 SF123", "n-1")),
                    Map.entry("get_note_list", new GetNotes(CLIENT, new Page(6, 1))),
                    Map.entry("delete_note", new DeleteNote(5)),
                    Map.entry("get_tag_set", new GetTagSet()),
                    Map.entry("get_tag_list", new GetTags(CLIENT)),
                    Map.entry("add_tag", new AddTag(SESSION, COMPLAINT)),
                    Map.entry("remove_tag", new RemoveTag(SESSION, COMPLAINT)),
                    Map.entry(
                            "get_user_session_list",
                            new GetUserSessions(LORI.id(), new Page(100, 2))),
                    Map.entry(
                            "get_tag_session_list", new GetTagSessions(COMPLAINT, new Page(0, 20))),
                    Map.entry(
                            "get_session_record",
                            new GetSessionRecord(new SessionId(96), new Page(4, 2))));

    private final KfCodec codec = new KfCodec();

    private KfToolRequests decode(String frame) {
        return ((KfRequests.Tool) KfCodec.decode(codec.open(frame))).request();
    }

    @Test
    void theSamplesAreRead() throws Exception {
        for (var sample : SAMPLES.entrySet()) {
            assertThat(decode(Wire.tool("request", sample.getKey())))
                    .as(sample.getKey())
                    .isEqualTo(sample.getValue());
        }
        assertThat(KfToolCodec.METHODS)
                .containsAll(SAMPLES.keySet())
                .hasSize(SAMPLES.size() + 1)
                .contains(KfToolCodec.SEARCH);
    }

    @Test
    void theSampleOfASearchIsRead() throws Exception {
        Search search = (Search) decode(Wire.tool("request", "search_chat_record"));

        assertThat(search.terms().wanted()).containsExactly(new Wanted("退款", false));
        assertThat(search.where())
                .isEqualTo(
                        new Where(
                                LORI.id(),
                                1L,
                                new QueueId(1),
                                Instant.ofEpochSecond(1_510_000_000),
                                Instant.ofEpochSecond(1_510_200_000),
                                COMPLAINT));
        assertThat(search.before()).isEqualTo(new Place(Instant.ofEpochSecond(1_510_125_016), 77));
        assertThat(search.limit()).isEqualTo(20);
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        Search search = (Search) decode("{\"method\":\"search_chat_record\",\"query\":\"a b\"}");

        assertThat(search.where()).isEqualTo(new Where(null, null, null, null, null, null));
        assertThat(search.before()).isNull();
        assertThat(search.limit()).isEqualTo(20);
        assertThat(decode("{\"method\":\"get_reply_list\"}"))
                .isEqualTo(new GetReplies(new Selection("", null, 1, 100)));
        assertThat(decode("{\"method\":\"get_reply_list\",\"folder\":\"\",\"pagesize\":9999}"))
                .isEqualTo(new GetReplies(new Selection("", "", 1, 100)));
        assertThat(
                        decode(
                                "{\"method\":\"add_reply\",\"shortcut\":\"x\",\"text\":\"y\",\"is_shared\":1}"))
                .isEqualTo(new AddReply(new ReplyDraft("", "x", "", "y"), true));
        assertThat(decode("{\"method\":\"get_note_list\",\"session_id\":\"96\",\"limit\":5000}"))
                .isEqualTo(new GetNotes(SESSION, new Page(0, 100)));
        assertThat(decode("{\"method\":\"add_note\",\"userid\":\"u\",\"text\":\"x\"}"))
                .isInstanceOfSatisfying(
                        AddNote.class, note -> assertThat(note.clientMessageId()).isNull());
    }

    @Test
    void aPlaceIsReadAsItIsTold() {
        Place place = new Place(Instant.parse("2026-01-02T03:04:05.678901Z"), Long.MAX_VALUE);

        Search search =
                (Search)
                        decode(
                                "{\"method\":\"search_chat_record\",\"query\":\"a\",\"before\":\""
                                        + KfToolCodec.encode(place)
                                        + "\"}");

        assertThat(search.before()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"method":"get_reply_list","page":0}
                    {"method":"get_reply_list","pagesize":0}
                    {"method":"get_reply_list","page":9999999}
                    {"method":"add_reply","text":"x"}
                    {"method":"add_reply","shortcut":"x"}
                    {"method":"add_reply","shortcut":"a b","text":"x"}
                    {"method":"add_reply","shortcut":"a","text":"x","is_shared":"yes"}
                    {"method":"set_reply","shortcut":"a","text":"x"}
                    {"method":"delete_reply","reply_id":0}
                    {"method":"add_note","text":"x"}
                    {"method":"add_note","userid":"u","session_id":96,"text":"x"}
                    {"method":"add_note","userid":"a.b","text":"x"}
                    {"method":"add_note","session_id":-1,"text":"x"}
                    {"method":"add_note","userid":"u"}
                    {"method":"add_note","userid":"u","text":" "}
                    {"method":"get_note_list"}
                    {"method":"get_note_list","userid":"u","before":-1}
                    {"method":"get_note_list","userid":"u","limit":0}
                    {"method":"delete_note","note_id":"x"}
                    {"method":"add_tag","userid":"u"}
                    {"method":"add_tag","userid":"u","tag":""}
                    {"method":"add_tag","userid":"u","tag":"123456789012345678901234567890123"}
                    {"method":"get_user_session_list"}
                    {"method":"get_tag_session_list"}
                    {"method":"get_session_record"}
                    {"method":"search_chat_record"}
                    {"method":"search_chat_record","query":""}
                    {"method":"search_chat_record","query":"?!"}
                    {"method":"search_chat_record","query":"a","from_time":-1}
                    {"method":"search_chat_record","query":"a","to_time":999999999999999}
                    {"method":"search_chat_record","query":"a","customer_id":"x"}
                    {"method":"search_chat_record","query":"a","queue_id":0}
                    {"method":"search_chat_record","query":"a","before":"5"}
                    {"method":"search_chat_record","query":"a","before":"-5-5"}
                    {"method":"search_chat_record","query":"a","before":"5-9999999999999999999"}
                    """)
    void whatIsWrongIsRefused(String frame) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decode(frame))
                .satisfies(
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_replies", "notes", "search"})
    void otherMethodsAreNone(String method) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decode("{\"method\":\"" + method + "\"}"))
                .satisfies(
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ErrorCode.REQUEST_TYPE_UNKNOWN));
    }
}
