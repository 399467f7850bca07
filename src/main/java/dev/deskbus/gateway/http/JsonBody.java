package dev.deskbus.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads bodies as JSON objects: strictly first, then the way the documents print them, with
 * unquoted names, single quotes, comments, trailing commas, and no comma at the end of a line
 * (decisions G-2, KF-41). Whatever a database or another node could not keep is refused here:
 * U+0000 and halves of surrogate pairs. The size of the work is bounded, so that no body is slow.
 * May be shared by all threads.
 */
public final class JsonBody {
    /** The longest body in bytes (decision G-16). */
    public static final int LIMIT = 12 * 1024 * 1024;

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 32;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_MISSING_COMMAS = 4;
    private static final int MOST_TOKENS = 20_000;

    private static final JsonMapper STRICT = mapper();
    private static final JsonMapper LENIENT =
            mapper(
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_YAML_COMMENTS,
                    JsonReadFeature.ALLOW_TRAILING_COMMA);

    private final LongAdder lenient = new LongAdder();

    /** The object in the body; refuses with {@code BODY_UNREADABLE} when there is none. */
    public Fields parse(Buffer body) {
        CharBuffer text = decode(body);
        boolean isLenient = false;
        JsonNode tree;
        try {
            tree = read(STRICT, text);
        } catch (StreamConstraintsException e) {
            throw unreadable("too large or too deep");
        } catch (JsonEOFException e) {
            throw unreadable(placeOf(e)); // what is sound up to its end, lenience does not end
        } catch (IOException e) {
            tree = readLeniently(text, MOST_MISSING_COMMAS);
            lenient.increment();
            isLenient = true;
        }
        if (!(tree instanceof ObjectNode object)) {
            throw unreadable("not a JSON object");
        }
        requireStorable(object);
        return new Fields(object, isLenient);
    }

    /**
     * The short fields at the beginning of a body that goes on; none when it does not begin like an
     * object. Never refuses.
     */
    public static Fields peek(Buffer head) {
        ObjectNode found = LENIENT.createObjectNode();
        try (JsonParser parser = LENIENT.createParser(head.getBytes())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    peek(parser, found);
                }
            }
        } catch (IOException | RuntimeException _) {
            // It breaks off somewhere: what came before that is known.
        }
        return new Fields(found);
    }

    private static void peek(JsonParser parser, ObjectNode found) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
            parser.skipChildren();
        } else if (value.isNumeric()) {
            found.put(name, parser.getText());
        } else if (parser.getTextLength() <= LONGEST_NAME) {
            found.put(name, parser.getText());
        }
    }

    /** How many bodies were readable only leniently. */
    public long lenientCount() {
        return lenient.sum();
    }

    private static CharBuffer decode(Buffer body) {
        try {
            CharBuffer text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
            if (text.hasRemaining() && text.get(text.position()) == '\uFEFF') {
                text.get();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw unreadable("not UTF-8");
        }
    }

    private static JsonNode readLeniently(CharBuffer text, int commas) {
        try {
            return read(LENIENT, text);
        } catch (JsonProcessingException e) {
            Optional<CharBuffer> mended =
                    commas > 0 ? MissingComma.mend(text, e) : Optional.empty();
            if (mended.isPresent()) {
                return readLeniently(mended.get(), commas - 1);
            }
            throw unreadable(placeOf(e));
        } catch (IOException e) {
            throw unreadable("not JSON");
        }
    }

    private static String placeOf(JsonProcessingException e) {
        var place = e.getLocation();
        return place == null
                ? "not JSON"
                : "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static JsonNode read(JsonMapper mapper, CharBuffer text) throws IOException {
        int from = text.arrayOffset() + text.position();
        try (JsonParser parser = mapper.createParser(text.array(), from, text.remaining())) {
            JsonNode tree = mapper.readTree(parser);
            if (tree == null || parser.nextToken() != null) {
                throw unreadable("not one JSON object");
            }
            return tree;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(e);
        }
    }

    private static void requireStorable(JsonNode node) {
        if (node.isTextual()) {
            requireStorable(node.textValue());
        }
        node.fieldNames().forEachRemaining(JsonBody::requireStorable);
        node.forEach(JsonBody::requireStorable);
    }

    private static void requireStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw unreadable("U+0000 in a string");
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i)) {
                    throw unreadable("half a surrogate pair in a string");
                }
                i++;
            }
        }
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static Refusal unreadable(String why) {
        return new Refusal(ErrorCode.BODY_UNREADABLE, why);
    }

    private static JsonMapper mapper(JsonReadFeature... features) {
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxNumberLength(LONGEST_NUMBER)
                                        .maxNameLength(LONGEST_NAME)
                                        .maxStringLength(LIMIT)
                                        .maxDocumentLength(LIMIT)
                                        .maxTokenCount(MOST_TOKENS)
                                        .build())
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        for (JsonReadFeature feature : features) {
            factory.enable(feature);
        }
        return JsonMapper.builder(factory.build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }
}
