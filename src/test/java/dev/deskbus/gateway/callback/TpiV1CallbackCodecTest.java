package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.AT;
import static dev.deskbus.gateway.callback.Samples.CARDS;
import static dev.deskbus.gateway.callback.Samples.CLIENT;
import static dev.deskbus.gateway.callback.Samples.ELITE;
import static dev.deskbus.gateway.callback.Samples.SESSION;
import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpiV1CallbackCodecTest {
    private static final String NAME = "xxxxxxxxx";
    private final TpiV1CallbackCodec target = new TpiV1CallbackCodec("https://chat.example.com");

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(Samples.started(), "create", "create"),
                Arguments.of(
                        new SessionStarted(CLIENT, SESSION, ELITE, true, AT), "create", "create"),
                Arguments.of(said("xxxxxxxxxx，xxxxx"), "msg", "msg"),
                Arguments.of(Samples.rating(), "pushRating", "pushRating"),
                Arguments.of(Samples.closed(), "close", "close"),
                Arguments.of(Samples.status(RequestStatus.TIMEOUT, 0), "create", "create-failed"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("samples")
    void aBodyIsTheDocumentsSampleByteForByte(Callback callback, String name, String file)
            throws IOException {
        TpiCall call = target.encode(callback, CARDS, NAME, true).orElseThrow();

        assertThat(call.name()).isEqualTo(name);
        assertThat(call.body().encodePrettily())
                .isEqualTo(new JsonObject(wire(file + ".json")).encodePrettily());
    }

    @Test
    void theClientIsCalledWhatItsThirdPartyCallsIt() {
        for (Callback callback :
                new Callback[] {Samples.started(), said("a"), Samples.rating(), Samples.closed()}) {
            assertThat(encode(callback).orElseThrow().body().getString("clientId"))
                    .isEqualTo("their/own");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 10, 99})
    void thereAreNoNotices(int type) {
        assertThat(encode(said(new Notice(type, "x")))).isEmpty();
    }

    @Test
    void all105EmojiCodesOfTheDocumentGoOutUntouched() throws IOException {
        for (String code :
                Files.readAllLines(Path.of("src/test/resources/wire/tpi/v1/emoji.txt"))) {
            assertThat(encode(said(code)).orElseThrow().body().getString("content"))
                    .isEqualTo(code);
        }
    }

    @Test
    void thereIsNoNewsOfAgents() {
        assertThat(encode(Samples.agentsChanged())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNoNewsOfRequests(RequestStatus status) {
        assertThat(encode(Samples.status(status, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, -5",
        "TIMEOUT, -5",
        "NO_AGENT_ONLINE, -5",
        "OFF_HOUR, -3",
        "DROPPED, -100",
        "WAITING, 0",
        "ACCEPTED, 0",
        "CANCELED_BY_CLIENT, 0"
    })
    void unlessTheIntegrationWantsToHearOfBadEnds(RequestStatus status, int result) {
        Optional<TpiCall> call = target.encode(Samples.status(status, 0), CARDS, NAME, true);

        assertThat(call.map(one -> one.body().getInteger("result")).orElse(0)).isEqualTo(result);
    }

    @Test
    void whatTheSystemSaysHasNoAgentKeysRatherThanNulls() {
        var words = new MessageSent(CLIENT, SESSION, null, Text.plain("您好 <3"), 1, AT);
        var close = new SessionClosed(CLIENT, SESSION, null, "idle", AT);

        assertThat(encode(words).orElseThrow().body().fieldNames())
                .containsExactly("sessionId", "time", "content", "clientId", "type");
        assertThat(encode(words).orElseThrow().body().getString("content")).isEqualTo("您好 &lt;3");
        assertThat(encode(close).orElseThrow().body().fieldNames())
                .containsExactly("sessionId", "clientId", "time");
    }

    private Optional<TpiCall> encode(Callback callback) {
        return target.encode(callback, CARDS, "their/own", false);
    }

    private static String wire(String file) throws IOException {
        return Files.readString(Path.of("src/test/resources/wire/tpi/v1/callback", file));
    }
}
