package dev.deskbus.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file. Hands out its keys by type and notes every fault with its path; after
 * a fault it hands out something harmless, which nobody may use: ask {@link #isSound()}.
 */
final class YamlSection {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|min|h)");

    private final String path;
    private final String name;
    private final JsonNode node;
    private final List<String> faults;
    private final @Nullable YamlSection around;
    private final Set<String> known = new HashSet<>();
    private boolean sound = true;

    private YamlSection(
            String path, JsonNode node, List<String> faults, @Nullable YamlSection around) {
        this.path = path;
        this.name = around == null ? path : path.substring(around.at("").length());
        this.faults = faults;
        this.around = around;
        this.node = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
        if (!node.isObject()) {
            note((path.isEmpty() ? "the file" : path) + " must be a mapping");
        }
    }

    /** The whole file. */
    static YamlSection root(JsonNode node, List<String> faults) {
        return new YamlSection("", node, faults, null);
    }

    /** The key of this section in the one around it. */
    String name() {
        return name;
    }

    /** Whether nothing has been wrong here so far. */
    boolean isSound() {
        return sound;
    }

    /** Notes a fault of one key. */
    void fault(String key, String what) {
        note(at(key) + ": " + what);
    }

    /** Notes a fault of the section itself. */
    void fault(String what) {
        note(path + ": " + what);
    }

    /** Notes a fault of the section around this one. */
    void faultAround(String what) {
        note((around == null ? path : around.path) + ": " + what);
    }

    /** Names the keys that nobody asked for. */
    void close() {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                note(at(key) + " is no known key");
                            }
                        });
    }

    /** Words that must be there. */
    String text(String key) {
        String found = find(key, "a text", JsonNode::isTextual, JsonNode::textValue);
        if (found == null && !has(key)) {
            note(at(key) + " is missing");
        } else if (found != null && found.isBlank()) {
            fault(key, "must not be empty");
        }
        return found == null ? "" : found;
    }

    /** Words that may be missing or empty. */
    String text(String key, String otherwise) {
        String found = find(key, "a text", JsonNode::isTextual, JsonNode::textValue);
        return found == null ? otherwise : found;
    }

    /** A whole number that must be there. */
    long number(String key, long least, long most) {
        if (!has(key)) {
            known.add(key);
            note(at(key) + " is missing");
        }
        return number(key, least, most, least);
    }

    /** A whole number that may be missing. */
    long number(String key, long least, long most, long otherwise) {
        Long value =
                find(
                        key,
                        "a whole number",
                        found -> found.isIntegralNumber() && found.canConvertToLong(),
                        JsonNode::longValue);
        if (value != null && (value < least || value > most)) {
            fault(key, "must be from " + least + " to " + most);
            return least;
        }
        return value == null ? otherwise : value;
    }

    /** Yes or no. */
    boolean flag(String key, boolean otherwise) {
        Boolean found = find(key, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
        return found == null ? otherwise : found;
    }

    /** One of an enum's names, in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String found = text(key, nameOf(otherwise));
        for (E constant : type.getEnumConstants()) {
            if (nameOf(constant).equals(found)) {
                return constant;
            }
        }
        fault(key, "must be one of " + String.join(", ", namesOf(type)));
        return otherwise;
    }

    /** Some of an enum's names, in lower case with hyphens; none when the key is missing. */
    <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        Set<E> found = new HashSet<>();
        for (String name : texts(key)) {
            for (E constant : type.getEnumConstants()) {
                if (nameOf(constant).equals(name)) {
                    found.add(constant);
                }
            }
        }
        if (found.size() < texts(key).size()) {
            fault(key, "must be a list of " + String.join(", ", namesOf(type)));
        }
        return found;
    }

    /** A span of time such as {@code 300 s} or {@code 10 min}; zero for {@code never}. */
    Duration duration(String key, Duration otherwise) {
        if (!has(key)) {
            known.add(key);
            return otherwise;
        }
        String found = text(key);
        Matcher matcher = DURATION.matcher(found);
        if (matcher.matches()) {
            return of(Long.parseLong(matcher.group(1)), matcher.group(2));
        }
        if (found.equals("never")) {
            return Duration.ZERO;
        }
        if (!found.isBlank()) {
            fault(key, "must be a time such as 300 s or 10 min, or never");
        }
        return otherwise;
    }

    /** A list of words that may be missing. */
    List<String> texts(String key) {
        known.add(key);
        JsonNode list = node.path(key);
        List<String> found = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            fault(key, "must be a list");
        }
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            JsonNode item = list.get(i);
            if (!item.isTextual()) {
                fault(key + "[" + i + "]", "must be a text; write it in quotes");
            } else if (found.contains(item.textValue())) {
                fault(key, item.textValue() + " is there twice");
            } else {
                found.add(item.textValue());
            }
        }
        return found;
    }

    /** What stands under a key, whatever it is; a missing node when there is nothing. */
    JsonNode raw(String key) {
        known.add(key);
        return node.path(key);
    }

    /** The section under a key. */
    YamlSection section(String key) {
        return new YamlSection(at(key), raw(key), faults, this);
    }

    /** The sections under a key, by their names, in the order of the file. */
    Map<String, YamlSection> sections(String key) {
        if (!has(key)) {
            known.add(key);
            note(at(key) + " is missing");
            return Map.of();
        }
        YamlSection whole = section(key);
        Map<String, YamlSection> found = new LinkedHashMap<>();
        whole.node.fieldNames().forEachRemaining(name -> found.put(name, whole.section(name)));
        return found;
    }

    /** The sections listed under a key, in their order; none when it is missing. */
    List<YamlSection> list(String key) {
        JsonNode list = raw(key);
        List<YamlSection> found = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            fault(key, "must be a list");
        }
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            found.add(new YamlSection(at(key + "[" + i + "]"), list.get(i), faults, this));
        }
        return found;
    }

    private void note(String fault) {
        faults.add(fault);
        for (YamlSection s = this; s != null; s = s.around) {
            s.sound = false;
        }
    }

    /** Whether the key is there. */
    boolean has(String key) {
        return node.has(key);
    }

    private <T> @Nullable T find(
            String key,
            String kind,
            Function<JsonNode, Boolean> isKind,
            Function<JsonNode, T> value) {
        known.add(key);
        JsonNode found = node.path(key);
        if (found.isMissingNode()) {
            return null;
        }
        if (!isKind.apply(found)) {
            fault(key, "must be " + kind);
            return null;
        }
        return value.apply(found);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static List<String> namesOf(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(YamlSection::nameOf).toList();
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
