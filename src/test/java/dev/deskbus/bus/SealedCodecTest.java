package dev.deskbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.json.SealedJson;
import dev.deskbus.json.TypeNames;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the bus carries is a contract between releases. After a deliberate change run with {@code
 * -Ddeskbus.golden=write} and review the difference.
 */
class SealedCodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire/bus");
    private static final SealedCodec CODEC = new SealedCodec();

    static Stream<Class<?>> everyRecord() {
        return CODEC.types().stream().sorted((a, b) -> a.getName().compareTo(b.getName()));
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyRecordComesBackAsItWas(Class<?> record) {
        Object full = new Samples(true).of(record);
        Object bare = new Samples(false).of(record);
        assertThat(decoded(encoded(full))).isEqualTo(full);
        assertThat(decoded(encoded(bare))).isEqualTo(bare);
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyRecordLooksAsItDidInTheLastRelease(Class<?> record) throws IOException {
        Path golden = GOLDEN.resolve(file(record));
        String now = wire(encoded(new Samples(true).of(record)));
        if ("write".equals(System.getProperty("deskbus.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, now);
        }
        assertThat(golden).content(StandardCharsets.UTF_8).isEqualTo(now);
    }

    static Stream<Class<?>> everyPart() {
        return TypeNames.ofOuter(Message.class, Party.class, Callback.class).types().stream();
    }

    @ParameterizedTest
    @MethodSource("everyPart")
    void everyChoiceInsideAMessageComesBackAsItWas(Class<?> record) {
        SealedJson json = new SealedJson();
        Class<?> declared = record.getEnclosingClass();
        for (boolean full : new boolean[] {true, false}) {
            Object part = new Samples(full).of(record);
            assertThat((Object) json.read(json.write(part, declared), declared)).isEqualTo(part);
        }
    }

    @Test
    void noGoldenFileIsLeftOver() throws IOException {
        Set<String> expected =
                everyRecord().map(record -> file(record)).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theWireFormIsLengthNameLengthJson() {
        Buffer buffer = Buffer.buffer("before");
        CODEC.encodeToWire(buffer, new SessionAnswer.Done());
        assertThat(buffer.getInt(6)).isEqualTo(18);
        assertThat(buffer.getString(10, 28)).isEqualTo("SessionAnswer.Done");
        assertThat(buffer.getInt(28)).isEqualTo(2);
        assertThat(buffer.getString(32, 34)).isEqualTo("{}");
        assertThat(CODEC.decodeFromWire(6, buffer)).isEqualTo(new SessionAnswer.Done());
    }

    @Test
    void aLocalDeliveryIsTheVerySameObject() {
        Object body = new SessionAnswer.Done();
        assertThat(CODEC.transform(body)).isSameAs(body);
    }

    @Test
    void whatIsNoMessageIsNotCarried() {
        assertThat(CODEC.carries(Message.Text.plain("no root of its own"))).isFalse();
        assertThat(CODEC.carries("text")).isFalse();
        assertThat(CODEC.carries(new Envelope.Released(new NodeId("a")))).isTrue();
        assertThatThrownBy(() -> encoded("text")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownNameIsRefused() {
        Buffer buffer = Buffer.buffer().appendInt(5).appendString("X.Yes").appendInt(0);
        assertThatThrownBy(() -> decoded(buffer)).hasMessageContaining("X.Yes");
    }

    private static String file(Class<?> record) {
        return record.getEnclosingClass().getSimpleName() + "." + record.getSimpleName() + ".json";
    }

    private static Buffer encoded(Object body) {
        Buffer buffer = Buffer.buffer();
        CODEC.encodeToWire(buffer, body);
        return buffer;
    }

    private static Object decoded(Buffer buffer) {
        return CODEC.decodeFromWire(0, buffer);
    }

    private static String wire(Buffer buffer) {
        int nameEnd = Integer.BYTES + buffer.getInt(0);
        return buffer.getString(Integer.BYTES, nameEnd)
                + "\n"
                + buffer.getString(nameEnd + Integer.BYTES, buffer.length())
                + "\n";
    }
}
