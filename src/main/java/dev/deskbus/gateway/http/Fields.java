package dev.deskbus.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, typed. Numbers may come as strings, and string ids as numbers
 * (decision G-3); null counts as missing. A field that is missing or of the wrong type is refused
 * with {@code PARAMETER_INVALID} and its name.
 */
public final class Fields {
    /** The longest text in bytes of UTF-8 (decision G-16). */
    public static final int LONGEST_TEXT = 64 * 1024;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,30})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final ObjectNode object;
    private final boolean lenient;

    Fields(ObjectNode object) {
        this(object, false);
    }

    Fields(ObjectNode object, boolean lenient) {
        this.object = object;
        this.lenient = lenient;
    }

    /** Whether they came in a body that is JSON only leniently (decision G-2). */
    public boolean isLenient() {
        return lenient;
    }

    /** Whether it is there, whatever it is. */
    public boolean has(String name) {
        return find(name) != null;
    }

    /** The fields of an object that was made from one that {@link JsonBody} has read. */
    public static Fields of(ObjectNode object) {
        return new Fields(object);
    }

    /** The object itself, as a copy. */
    public ObjectNode copy() {
        return object.deepCopy();
    }

    /** A whole number. */
    public long requireLong(String name) {
        return toLong(name, require(name));
    }

    /** A whole number from 1 on. */
    public long requirePositive(String name) {
        long number = requireLong(name);
        if (number < 1) {
            throw invalid(name, "counts from 1");
        }
        return number;
    }

    /** A whole number; the fallback when it is missing or an empty string. */
    public long longOr(String name, long fallback) {
        JsonNode node = find(name);
        return node == null || isEmptyText(node) ? fallback : toLong(name, node);
    }

    /** A number, perhaps with a fraction. */
    public double requireDecimal(String name) {
        return toDecimal(name, require(name));
    }

    /** A number, perhaps with a fraction; the fallback when it is missing or an empty string. */
    public double decimalOr(String name, double fallback) {
        JsonNode node = find(name);
        return node == null || isEmptyText(node) ? fallback : toDecimal(name, node);
    }

    /** Text, exactly as it came, perhaps empty. */
    public String requireText(String name) {
        return requireText(name, LONGEST_TEXT);
    }

    /** Text of at most so many bytes, exactly as it came, perhaps empty. */
    public String requireText(String name, int longest) {
        return toText(name, require(name), longest);
    }

    /** Text, exactly as it came; empty when it is missing. */
    public String textOrEmpty(String name, int longest) {
        JsonNode node = find(name);
        return node == null ? "" : toText(name, node, longest);
    }

    /** A string id, perhaps sent as a number; perhaps empty. */
    public String requireId(String name, int longest) {
        return toId(name, require(name), longest);
    }

    /** A string id, perhaps sent as a number; empty when it is missing. */
    public String idOrEmpty(String name, int longest) {
        JsonNode node = find(name);
        return node == null ? "" : toId(name, node, longest);
    }

    /** The same; null when it is missing or empty. */
    public @Nullable String findId(String name, int longest) {
        String id = idOrEmpty(name, longest);
        return id.isEmpty() ? null : id;
    }

    /**
     * Any plain value as text, that of nothing when it is missing; empty when it is an object, an
     * array or too long.
     */
    public Optional<String> findScalar(String name) {
        JsonNode node = find(name);
        String text = node == null ? "" : node.asText();
        boolean isPlain = node == null || node.isValueNode();
        return !isPlain || text.length() > LONGEST_TEXT ? Optional.empty() : Optional.of(text);
    }

    /** True or false, perhaps as 1 or 0 or in quotes; false when it is missing. */
    public boolean isSet(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return false;
        }
        return switch (node.asText()) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            case String _ -> throw invalid(name, "must be true or false");
        };
    }

    /** Milliseconds since 1970 by the sender's clock; null when missing or empty. */
    public @Nullable Instant findTime(String name) {
        JsonNode node = find(name);
        if (node == null || isEmptyText(node)) {
            return null;
        }
        long millis = toLong(name, node);
        if (millis < 0 || millis > LATEST) {
            throw invalid(name, "must be milliseconds since 1970");
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Any JSON as text, a string without its quotes (G-17, G-19); null when missing or empty. */
    public @Nullable String findJson(String name) {
        JsonNode node = find(name);
        if (node == null || isEmptyText(node)) {
            return null;
        }
        return limited(name, node.isTextual() ? node.textValue() : node.toString(), LONGEST_TEXT);
    }

    /** An object inside this one. */
    public Fields requireObject(String name) {
        return toObject(name, require(name));
    }

    /** The objects of an array. */
    public List<Fields> requireObjects(String name) {
        List<Fields> objects = new ArrayList<>();
        array(name, require(name)).forEach(node -> objects.add(toObject(name, node)));
        return objects;
    }

    /** The strings of an array; none when it is missing. */
    public List<String> textsOrNone(String name, int longest) {
        List<String> texts = new ArrayList<>();
        JsonNode node = find(name);
        if (node != null) {
            array(name, node).forEach(each -> texts.add(toText(name, each, longest)));
        }
        return texts;
    }

    /** A number or short string with the type that it came with; null for anything else. */
    public @Nullable Object findScalar(String name, int longest) {
        JsonNode node = find(name);
        if (node == null || node.asText().length() > longest) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        return node.isNumber() ? node.numberValue() : null;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private JsonNode require(String name) {
        JsonNode node = find(name);
        if (node == null) {
            throw invalid(name, "is missing");
        }
        return node;
    }

    private static JsonNode array(String name, JsonNode node) {
        if (!node.isArray()) {
            throw invalid(name, "must be an array");
        }
        return node;
    }

    private static Fields toObject(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Fields(object);
        }
        throw invalid(name, "must be an object");
    }

    private static boolean isEmptyText(JsonNode node) {
        return node.isTextual() && node.textValue().isEmpty();
    }

    private static long toLong(String name, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isTextual() && WHOLE_NUMBER.matcher(node.textValue()).matches()) {
            return Long.parseLong(node.textValue());
        }
        throw invalid(name, "must be a whole number");
    }

    private static double toDecimal(String name, JsonNode node) {
        if (node.isNumber() && Double.isFinite(node.doubleValue())) {
            return node.doubleValue();
        }
        if (node.isTextual() && DECIMAL.matcher(node.textValue()).matches()) {
            return Double.parseDouble(node.textValue());
        }
        throw invalid(name, "must be a number");
    }

    private static String toText(String name, JsonNode node, int longest) {
        if (!node.isTextual()) {
            throw invalid(name, "must be a string");
        }
        return limited(name, node.textValue(), longest);
    }

    private static String toId(String name, JsonNode node, int longest) {
        return node.isIntegralNumber()
                ? limited(name, node.asText(), longest)
                : toText(name, node, longest);
    }

    private static String limited(String name, String text, int longest) {
        boolean fits =
                text.length() <= longest
                        && (text.length() * 3L <= longest
                                || text.getBytes(StandardCharsets.UTF_8).length <= longest);
        if (!fits) {
            throw invalid(name, "is longer than " + longest + " bytes");
        }
        return text;
    }

    private static Refusal invalid(String name, String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, name + " " + why);
    }
}
