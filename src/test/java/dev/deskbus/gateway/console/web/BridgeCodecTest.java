package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge's frames. */
class BridgeCodecTest {
    private final BridgeCodec codec = new BridgeCodec();

    @Test
    void framesOfTheClientLibraryAreRead() {
        assertThat(codec.open("{\"type\":\"ping\"}")).isEqualTo(new BridgeFrame.Ping());
        assertThat(codec.open("{\"type\":\"register\",\"address\":\"web.out.1\",\"headers\":{}}"))
                .isEqualTo(new BridgeFrame.Register("web.out.1"));
        assertThat(codec.open("{\"type\":\"unregister\",\"address\":\"web.out.1\",\"headers\":{}}"))
                .isEqualTo(new BridgeFrame.Unregister("web.out.1"));
        var sent =
                (BridgeFrame.Send)
                        codec.open(
                                "{\"type\":\"send\",\"address\":\"web.in.say\",\"headers\":{},"
                                        + "\"body\":{\"session\":1},\"replyAddress\":"
                                        + "\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"}");
        assertThat(sent.address()).isEqualTo("web.in.say");
        assertThat(sent.replyAddress()).isEqualTo("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        assertThat(sent.body().requireLong("session")).isEqualTo(1);
        var published = (BridgeFrame.Send) codec.open("{\"type\":\"publish\",\"address\":\"a\"}");
        assertThat(published.replyAddress()).isNull();
        assertThat(published.body().has("session")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{`, INVALID_JSON",
                "`[]`, INVALID_JSON",
                "`{\"type\":\"send\",\"address\":\"web.in.say\",\"body\":[]}`, INVALID_JSON",
                "`{\"type\":\"send\",\"address\":\"web.in.say\",\"body\":1}`, INVALID_JSON",
                "`{}`, MISSING_TYPE",
                "`{\"type\":1}`, MISSING_TYPE",
                "`{\"type\":\"send\"}`, MISSING_ADDRESS",
                "`{\"type\":\"send\",\"address\":{}}`, MISSING_ADDRESS",
                "`{\"type\":\"shout\",\"address\":\"web.in.say\"}`, INVALID_TYPE",
                "`{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":7}`, INVALID_REPLY_ADDRESS",
                "`{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":\"a.b\"}`,"
                        + " INVALID_REPLY_ADDRESS",
            })
    void whatIsNoFrameIsNamed(String frame, BridgeError error) {
        assertThatThrownBy(() -> codec.open(frame))
                .isInstanceOfSatisfying(
                        BridgeFault.class, fault -> assertThat(fault.error()).isEqualTo(error));
    }

    @Test
    void anAddressHasAnEnd() {
        String frame = "{\"type\":\"register\",\"address\":\"" + "a".repeat(201) + "\"}";

        assertThatThrownBy(() -> codec.open(frame)).isInstanceOf(BridgeFault.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/eventbus/websocket", "/eventbus/1/a/websocket"})
    void socketsAreThere(String path) {
        assertThat(SockJsPath.of(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/eventbus",
                "/eventbus/",
                "/eventbus/a/websocket",
                "/eventbus/1.0/a/websocket",
                "/eventbus/1/a/b/websocket",
                "/eventbus//a/websocket",
                "/eventbus/1/a/xhr",
                "/ws/kf",
                "/EVENTBUS/websocket"
            })
    void andNowhereElse(String path) {
        assertThat(SockJsPath.of(path)).isEmpty();
    }

    @Property
    void noiseIsAFrameOrAFault(@ForAll String noise) {
        for (String frame : List.of(noise, "{\"type\":\"send\",\"address\":" + noise + "}")) {
            try {
                assertThat(codec.open(frame)).isNotNull();
            } catch (BridgeFault fault) {
                assertThat(fault.error().code()).isEqualTo(400);
            }
        }
    }
}
