package dev.deskbus.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where settings come from: the file, and over it the environment. */
final class SettingsSources {
    private static final String PREFIX = "DESKBUS_";

    private SettingsSources() {}

    /** Adds every single value below that node under its path, with dots. */
    static void flatten(
            String path, JsonNode node, Map<String, String> values, List<String> faults) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            entry ->
                                    flatten(
                                            path.isEmpty()
                                                    ? entry.getKey()
                                                    : path + "." + entry.getKey(),
                                            entry.getValue(),
                                            values,
                                            faults));
        } else if (node.isValueNode() && !node.isNull()) {
            values.put(path, node.asText());
        } else if (!path.isEmpty()) {
            faults.add(path + " must be a single value");
        }
    }

    /** A variable of the environment takes the place of the key that it is made of. */
    static void overlay(
            Map<String, String> values, Map<String, String> environment, List<String> faults) {
        Map<String, String> keyByVariable = new TreeMap<>();
        values.keySet().forEach(key -> keyByVariable.put(variable(key), key));
        environment.forEach(
                (name, value) -> {
                    String key = keyByVariable.get(name);
                    if (key != null) {
                        values.put(key, value);
                    } else if (name.startsWith(PREFIX)) {
                        faults.add(name + " is no setting");
                    }
                });
    }

    private static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
