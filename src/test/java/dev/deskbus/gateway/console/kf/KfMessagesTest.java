package dev.deskbus.gateway.console.kf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import org.junit.jupiter.api.Test;

/** Decision KF-25. */
class KfMessagesTest {
    private static String encode(Message message) {
        return KfMessages.encode(message, true).encode();
    }

    @Test
    void mediaCarryWhatIsKnownOfThem() {
        assertThat(encode(new Media(Media.Kind.PICTURE, "http://h/p", "p.png", 3L, null, null)))
                .isEqualTo(
                        """
                        {"type":"picture",\
                        "value":{"url":"http://h/p","name":"p.png","size":3}}""");
        assertThat(encode(new Media(Media.Kind.VOICE, "http://h/v", null, null, 4, null)))
                .isEqualTo(
                        "{\"type\":\"voice\",\"value\":{\"url\":\"http://h/v\",\"duration\":4}}");
        assertThat(encode(new Media(Media.Kind.VIDEO, "http://h/v", null, null, null, null)))
                .isEqualTo("{\"type\":\"video\",\"value\":{\"url\":\"http://h/v\"}}");
    }

    @Test
    void filesBecomeWordsWithTheFileBesideThem() {
        Message file = new Media(Media.Kind.FILE, "http://h/f", "f.pdf", null, null, null);

        assertThat(encode(file))
                .isEqualTo(
                        """
                        {"type":"text","value":{"text":"[文件] f.pdf http://h/f"},\
                        "raw":{"url":"http://h/f","name":"f.pdf","type":"file"}}""");
        assertThat(KfMessages.encode(file, false).containsKey("raw")).isFalse();
    }

    @Test
    void aThumbnailIsAdditive() {
        Message picture =
                new Media(Media.Kind.PICTURE, "http://h/p", null, null, null, "http://h/t");

        assertThat(KfMessages.encode(picture, true).encode()).contains("\"thumb\":\"http://h/t\"");
        assertThat(KfMessages.encode(picture, false).encode()).doesNotContain("thumb");
    }

    @Test
    void placesBecomeWordsWithTheNumbersBesideThem() {
        Message place = new Message.Location(34.12, 131.24, "上海市中山西路2025号", "baidu", null);

        assertThat(encode(place))
                .isEqualTo(
                        """
                        {"type":"text","value":\
                        {"text":"[位置] 上海市中山西路2025号 (34.12,131.24)"},\
                        "raw":{"type":"location","latitude":34.12,"longitude":131.24,\
                        "poi":"上海市中山西路2025号","map":"baidu"}}""");
        assertThat(KfMessages.encode(place, false).containsKey("raw")).isFalse();
        assertThat(encode(new Message.Location(1.5, -2, null, null, null)))
                .contains("[位置] 1.5,-2.0");
    }

    @Test
    void noticesAreWords() {
        assertThat(encode(new Message.Notice(Message.Notice.IDLE_WARNING, "still there?")))
                .isEqualTo("{\"type\":\"text\",\"value\":{\"text\":\"still there?\"}}");
    }
}
