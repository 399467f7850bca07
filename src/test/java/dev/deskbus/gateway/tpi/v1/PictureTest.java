package dev.deskbus.gateway.tpi.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    @Property(tries = 200)
    void theBytesAreThoseThatWereSent(@ForAll @Size(min = 1) byte[] bytes) {
        String data = "data:image/png;base64," + Base64.getMimeEncoder().encodeToString(bytes);

        assertThat(Picture.of("a", data))
                .isEqualTo(new Picture("a.png", "image/png", Buffer.buffer(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "IMG_001, image/png, IMG_001.png",
        "IMG_001.png, image/png, IMG_001.png",
        "IMG_001.PNG, image/png, IMG_001.PNG",
        "IMG_001.png, image/JPEG, IMG_001.png.jpg",
        "'', image/gif, image.gif",
        "../../etc/passwd, image/bmp, passwd.bmp",
        "'C:\\x\\ 图 ', image/webp, 图.webp"
    })
    void theNameHasTheEndingOfTheTypeAndNoFolder(String name, String type, String named) {
        assertThat(Picture.of(name, "data:" + type + ";base64,AAAA").name()).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "data:,AAAA",
                "data:image/png,AAAA",
                "data:image/png;base64,",
                "data:image/png;base64,A",
                "data:image/png;base64,====",
                "data:image/png;base64,***",
                "data:image/svg+xml;base64,AAAA",
                "data:text/html;base64,AAAA",
                "http://127.0.0.1/x.png",
                " data:image/png;base64,AAAA"
            })
    void whatIsNoPictureIsRefused(String data) {
        assertThatThrownBy(() -> Picture.of("a", data))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("imgData ");
    }
}
