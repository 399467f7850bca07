package dev.deskbus.gateway.console.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deskbus.gateway.console.ConsoleSockets;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How SockJS packs frames on a WebSocket (sockjs-protocol 0.3.3). Pure. */
final class SockJsFrames {
    /** The first frame. */
    static final String OPEN = "o";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(ConsoleSockets.LONGEST_MESSAGE)
                                    .build())
                    .build();

    /** Some browsers lose characters that are not escaped. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SockJsFrames() {}

    /** One frame for the browser. */
    static String encode(String frame) {
        try {
            return "a" + ASCII.writeValueAsString(new String[] {frame});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last frame. */
    static String close(int code, String reason) {
        return "c" + new JsonArray().add(code).add(reason).encode();
    }

    /** What a browser sent at once: an array of strings, or one; empty when it is neither. */
    static Optional<List<String>> decode(String message) {
        if (message.isEmpty()) {
            return Optional.of(List.of());
        }
        try (JsonParser parser = JSON.createParser(message)) {
            List<String> frames = new ArrayList<>();
            boolean isWhole =
                    switch (parser.nextToken()) {
                        case VALUE_STRING -> frames.add(parser.getText());
                        case START_ARRAY -> readStrings(parser, frames);
                        case null -> false;
                        case JsonToken _ -> false;
                    };
            return isWhole && parser.nextToken() == null ? Optional.of(frames) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean readStrings(JsonParser parser, List<String> frames) throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_STRING) {
            frames.add(parser.getText());
            token = parser.nextToken();
        }
        return token == JsonToken.END_ARRAY;
    }
}
