package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TpiTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TpiCodec TARGET =
            new TpiCodec(() -> "fresh", ZoneOffset.UTC, "https://chat.example");

    @Property
    void anyTextPassesUntouched(@ForAll("texts") String text) throws Exception {
        assertThat(received(text)).isEqualTo(text);
        assertThat(shown(text)).isEqualTo(text);
    }

    @Example
    void all105EmojiCodesPassUntouched() throws Exception {
        List<String> codes = WireFiles.lines("emoji.txt");

        assertThat(codes).hasSize(105).contains("/:–-b", "/:<W>", "/:<&");
        for (String code : codes) {
            assertThat(received(code)).isEqualTo(code);
            assertThat(shown("<b>" + code + "</b>")).isEqualTo("<b>" + code + "</b>");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything =
                Arbitraries.integers()
                        .between(1, Character.MAX_CODE_POINT)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .map(Character::toString)
                        .list()
                        .ofMaxSize(40)
                        .map(list -> String.join("", list));
        Arbitrary<String> emoji =
                Arbitraries.of(WireFiles.lines("emoji.txt"))
                        .list()
                        .ofMaxSize(5)
                        .map(list -> String.join("", list));
        Arbitrary<String> nasty =
                Arbitraries.of(
                        "\\u0041", "//x", "/*", "#", "'", "\"", "\\", "\r\n", "&lt;", "\u202e");
        return Arbitraries.oneOf(anything, emoji, nasty);
    }

    /** The text as the domain gets it. */
    private static String received(String text) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("type", 2001).put("sessionId", 1);
        Fields fields =
                new JsonBody().parse(Buffer.buffer(JSON.writeValueAsBytes(body.put("text", text))));
        var say = (TpiRequests.Say) TARGET.decode(TpiType.Guarded.MSG_REQUEST, fields);
        return say.words().text();
    }

    /** The text as the history shows it. */
    private static String shown(String text) throws Exception {
        HistoryRow row =
                new HistoryRow(
                        1,
                        new SessionId(1),
                        1,
                        new Party.OfClient(new ClientId("c")),
                        Message.Text.plain(text),
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        false,
                        0,
                        false);
        var reply =
                TARGET.encode(
                        new TpiReplies.History(
                                List.of(row),
                                false,
                                new Client(new ClientId("c"), new TenantId(1), "", ""),
                                Map.of(),
                                Dialect.STANDARD),
                        Language.CHINESE);
        JsonNode bean = JSON.readTree(reply.toString()).at("/hisMessages/0");
        assertThat(bean.get("text")).isEqualTo(bean.get("message"));
        return bean.get("message").textValue();
    }
}
