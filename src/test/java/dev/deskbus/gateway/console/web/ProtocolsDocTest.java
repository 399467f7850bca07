package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The columns of browser consoles of {@code docs/protocols.md}. */
class ProtocolsDocTest {
    @Test
    void everyRefusalHasItsCode() {
        Map<String, String> codes =
                Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.toMap(ErrorCode::name, code -> "" + WebErrors.of(code)));

        assertThat(ProtocolsTable.column("refusal", "browser")).isEqualTo(codes);
    }

    @Test
    void everyMessageIsOfThatType() {
        Map<String, String> types = ProtocolsTable.column("message", "browser, `type`");

        for (Media.Kind kind : Media.Kind.values()) {
            var media = new Media(kind, "/f/1/a", "a", null, null, null);
            assertThat(type(media)).as("%s", kind).isEqualTo(types.get(kind.name()));
        }
        assertThat(type(Message.Text.plain("a"))).isEqualTo(types.get("plain words"));
        assertThat(type(new Message.Text("a", Message.Format.HTML)))
                .isEqualTo(types.get("HTML words"));
        assertThat(type(new Message.Location(1, 2, null, null, null)))
                .isEqualTo(types.get("Location"));
    }

    private static String type(Message message) {
        return WebMessages.encode(message).getString("type");
    }
}
