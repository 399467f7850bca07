package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of part 1 of the document, as it is printed, and the reply that it prints. */
class WeChatSamplesIT {
    private static final Path SAMPLES = Path.of("src/test/resources/wire/wechat/samples");
    private static final String EPID = "服务号id";
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_TRAILING_COMMA,
                            JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    private BridgeServer server;

    @BeforeEach
    void start() throws Exception {
        server = new BridgeServer("127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    static Stream<String> samples() {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aPrintedRequestHasAReplyOfThePrintedKeysAndTypes(String name) throws Exception {
        String[] parts = Files.readString(SAMPLES.resolve(name + ".txt")).split("\n=====\n", -1);
        prepare(name);

        JsonNode reply = server.post(name.replaceAll("-.*", ""), parts[0]);

        assertThat(shape(reply)).isEqualTo(shape(LENIENT.readTree(parts[1])));
    }

    /** What the sample speaks of is there. */
    private void prepare(String name) {
        ClientId numbered = server.person(EPID, "1");
        switch (name) {
            case "createcon-persistent" -> {
                server.directory.queues.put(1L, SessionKind.DEDICATED);
                server.talks(123, server.person("x", "y"), SessionKind.DEDICATED, true);
                server.bus.answer(_ -> new QueueAnswer.Accepted(new SessionId(123)));
            }
            case "cancelRequest" -> server.asks(1, numbered, RequestStatus.WAITING, null);
            case "getQueueLength" -> server.asks(123, numbered, RequestStatus.WAITING, null);
            case "pulse" -> server.talks(123, numbered, SessionKind.HUMAN, true);
            case "transferCon" -> server.talks(123, numbered, SessionKind.ROBOT, true);
            default -> server.talks(123, server.person(EPID, "xxxxx"), SessionKind.HUMAN, true);
        }
    }

    /** Each key and its type; of the result and the message the very value. */
    private static Map<String, Object> shape(JsonNode object) {
        Map<String, Object> shape = new TreeMap<>();
        object.properties()
                .forEach(field -> shape.put(field.getKey(), field.getValue().getNodeType()));
        shape.put("result", object.get("result").asInt());
        if (object.has("message")) {
            shape.put("message", object.get("message").asText());
        }
        if (object.has("agentName")) {
            shape.put("agentName", object.get("agentName").asText());
        }
        return shape;
    }
}
