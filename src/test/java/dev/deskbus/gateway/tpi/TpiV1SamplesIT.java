package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.tpi.v1.V1Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that the document of the first edition prints, byte for byte, and its reply. */
class TpiV1SamplesIT {
    private static final Path SAMPLES = Path.of("src/test/resources/wire/tpi/v1/samples");
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    private TpiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer(V1Access.of(false, List.of("127.0.0.1")));
        var there = new V1Conversations(server);
        there.waits(103, "xxxxxxxxx");
        there.talks(1299, "xxxxxxxxxx", true);
        server.bus.answer(
                command ->
                        switch (command) {
                            case QueueCommand.Enqueue _ ->
                                    new QueueAnswer.Enqueued(new RequestId(103), 3);
                            case QueueCommand _ -> new QueueAnswer.Done();
                            case SessionCommand _ -> new SessionAnswer.Logged(1, Instant.EPOCH);
                            default -> new AssertionError("nobody takes " + command);
                        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    static Stream<String> samples() {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aPrintedRequestHasAReplyOfThePrintedKeysAndTypes(String file) throws Exception {
        String[] parts = Files.readString(SAMPLES.resolve(file)).split("\n=====\n", -1);
        JsonNode printed = LENIENT.readTree(parts[1]);

        JsonNode reply = server.post(parts[0]);

        Map<String, Object> expected = shape(printed);
        expected.remove("continueLastSession"); // optional, and left out when false
        assertThat(shape(reply)).isEqualTo(expected);
    }

    /** Each key and its type; of result and message the very value. */
    private static Map<String, Object> shape(JsonNode object) {
        Map<String, Object> shape = new TreeMap<>();
        object.properties()
                .forEach(field -> shape.put(field.getKey(), field.getValue().getNodeType()));
        shape.put("result", object.get("result").asInt());
        shape.put("message", object.get("message").asText());
        return shape;
    }
}
