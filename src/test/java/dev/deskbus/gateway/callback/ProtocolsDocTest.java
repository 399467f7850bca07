package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.CARDS;
import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Format;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.callback.WeChatCallbackCodec.Listener;
import dev.deskbus.gateway.http.WeChatUser;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What third parties are called with, by {@code docs/protocols.md}. */
class ProtocolsDocTest {
    private static final CallbackCodecs CODECS = CallbackCodecs.of("https://chat.example");
    private static final Listener LISTENER = new Listener(new WeChatUser("gh", "o"), false, true);

    /** Every event that there is; a new one has no sample and so no row. */
    private static final List<Callback> EVENTS =
            List.of(
                    Samples.started(),
                    said("a"),
                    Samples.agentsChanged(),
                    Samples.status(RequestStatus.TIMEOUT, 0),
                    Samples.rating(),
                    Samples.closed(),
                    Samples.read());

    static Stream<Arguments> wires() {
        Function<Callback, Optional<TpiCall>> v2 = each -> CODECS.tpi(true).encode(each, CARDS);
        Function<Callback, Optional<TpiCall>> v1 =
                each -> CODECS.tpiV1().encode(each, CARDS, "name", false);
        Function<Callback, Optional<TpiCall>> weChat =
                each -> CODECS.weChat().encode(each, CARDS, List.of(), LISTENER);
        return Stream.of(
                Arguments.of("TPI v2", v2),
                Arguments.of("TPI v1", v1),
                Arguments.of("WeChat", weChat));
    }

    @Test
    void everyEventHasARow() {
        assertThat(ProtocolsTable.column("event", "event").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Callback.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList())
                .containsExactlyInAnyOrderElementsOf(
                        EVENTS.stream().map(each -> each.getClass().getSimpleName()).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wires")
    void anEventIsToldByThatCall(String wire, Function<Callback, Optional<TpiCall>> encode) {
        Map<String, String> calls = new LinkedHashMap<>();
        for (Callback event : EVENTS) {
            encode.apply(event)
                    .ifPresent(call -> calls.put(event.getClass().getSimpleName(), call.name()));
        }

        assertThat(ProtocolsTable.column("event", wire)).isEqualTo(calls);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wires")
    void aNoticeIsSaidThatWay(String wire, Function<Callback, Optional<TpiCall>> encode) {
        Map<String, String> told = new LinkedHashMap<>();
        for (String row : ProtocolsTable.column("notice", "notice").keySet()) {
            int type = Integer.parseInt(row.substring(0, row.indexOf(' ')));
            encode.apply(said(new Notice(type, "a")))
                    .ifPresent(
                            call ->
                                    told.put(
                                            row,
                                            call.body()
                                                    .getString("type", "words")
                                                    .replace("text", "words")));
        }

        assertThat(ProtocolsTable.column("notice", wire)).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wires")
    void aMessageLooksThatWay(String wire, Function<Callback, Optional<TpiCall>> encode) {
        String column = wire.equals("WeChat") ? "WeChat `msg`" : "TPI callbacks";
        Map<String, String> looks = ProtocolsTable.column("message", column);

        for (Media.Kind kind : Media.Kind.values()) {
            String html = content(encode, new Media(kind, "/f/1/a", "a", null, null, null));
            assertThat(html).startsWith(looks.get(kind.name()).replace(">", " "));
        }
        assertThat(looks.get("plain words")).isEqualTo("HTML-safe text");
        assertThat(content(encode, Text.plain("<b>"))).isEqualTo("&lt;b&gt;");
        assertThat(looks.get("HTML words")).isEqualTo("cleaned fragment");
        assertThat(content(encode, new Text("a<br><i>", Format.HTML))).isEqualTo("a<br>&lt;i&gt;");
        assertThat(looks.get("Location")).isEqualTo("words");
        assertThat(content(encode, new Location(1, 2, null, null, null))).isEqualTo("[位置] 1.0,2.0");
    }

    private static String content(Function<Callback, Optional<TpiCall>> encode, Message message) {
        return encode.apply(said(message)).orElseThrow().body().getString("content");
    }
}
