package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parameters of a form; several of one name keep their order, and the first one counts. */
final class RobotSearchForm {
    private final Map<String, List<String>> parameters;

    private RobotSearchForm(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** Reads a body of {@code application/x-www-form-urlencoded}, whatever it calls itself (R4). */
    static RobotSearchForm parse(Buffer body) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body.getBytes()))
                            .toString();
            return new RobotSearchForm(new QueryStringDecoder(text, false).parameters());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new Refusal(ErrorCode.BODY_UNREADABLE, "not a form");
        }
    }

    /** The value; empty when there is none. */
    String text(String name) {
        return parameters.getOrDefault(name, List.of("")).getFirst().strip();
    }

    /** The value; refused when there is none. */
    String require(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, name + " is missing");
        }
        return text;
    }

    /** All parameters, one pair for each value. */
    List<Map.Entry<String, String>> pairs() {
        return parameters.entrySet().stream().flatMap(RobotSearchForm::pairs).toList();
    }

    private static Stream<Map.Entry<String, String>> pairs(Map.Entry<String, List<String>> one) {
        return one.getValue().stream().map(value -> Map.entry(one.getKey(), value));
    }
}
