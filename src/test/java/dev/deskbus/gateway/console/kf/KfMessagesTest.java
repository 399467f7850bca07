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
    void noticesAreWords() {
        assertThat(encode(new Message.Notice(Message.Notice.IDLE_WARNING, "still there?")))
                .isEqualTo("{\"type\":\"text\",\"value\":{\"text\":\"still there?\"}}");
    }
}
