package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as browsers write and read them. */
class WebMessagesTest {
    private static Message decode(String json) {
        return WebMessages.decode(new JsonBody().parse(Buffer.buffer(json)));
    }

    @Test
    void whatIsSentIsWhatIsShown() {
        for (Message message :
                List.of(
                        Message.Text.plain("你好 <b>"),
                        new Media(Media.Kind.PICTURE, "https://h/p", null, null, null, null),
                        new Media(Media.Kind.VOICE, "https://h/v", null, null, 7, null),
                        new Media(Media.Kind.VIDEO, "https://h/f", "f", 9L, 7, "http://h/t"),
                        new Media(Media.Kind.FILE, "http://h/a", "a.pdf", 1L, null, null),
                        new Location(-90, 180, "Pole", "baidu", "http://h/m"),
                        new Location(1.5, 2, null, null, null))) {
            assertThat(decode(WebMessages.encode(message).encode())).isEqualTo(message);
        }
    }

    @Test
    void whatAgentsCannotSayIsShown() {
        assertThat(WebMessages.encode(new Message.Notice(3, "still there?")).encode())
                .isEqualTo("{\"type\":\"notice\",\"number\":3,\"text\":\"still there?\"}");
        assertThat(WebMessages.encode(new Message.Text("<p>a</p>", Message.Format.HTML)).encode())
                .isEqualTo("{\"type\":\"text\",\"text\":\"<p>a</p>\",\"format\":\"html\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type:'notice',number:3,text:'x'} | MESSAGE_KIND_UNKNOWN",
                "{type:'text',text:' '} | TEXT_EMPTY",
                "{type:'text'} | PARAMETER_INVALID",
                "{type:'picture',url:'javascript:alert(1)'} | PARAMETER_INVALID",
                "{type:'picture',url:'http://h/p',thumb:'data:x'} | PARAMETER_INVALID",
                "{type:'file'} | PARAMETER_INVALID",
                "{type:'location',latitude:91,longitude:0} | PARAMETER_INVALID",
                "{type:'location',latitude:1e999,longitude:0} | PARAMETER_INVALID",
                "{text:'x'} | PARAMETER_INVALID",
            })
    void badOnesAreRefused(String json, ErrorCode code) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
