package dev.deskbus.gateway.tpi.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the document of the first edition prints. */
final class Documents {
    private static final Path ROOT = Path.of("src/test/resources/wire/tpi/v1");
    private static final Pattern CONSTANT = Pattern.compile("\\s*(\\w+) = (-?\\d+);?\\s*");

    private Documents() {}

    static List<String> lines(String file) {
        try {
            return Files.readAllLines(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines such as {@code CHAT_REQUEST = 1000;}. */
    static Map<String, Long> constants(String file) {
        Map<String, Long> constants = new TreeMap<>();
        for (String line : lines(file)) {
            Matcher matcher = CONSTANT.matcher(line);
            if (matcher.matches()) {
                constants.put(matcher.group(1), Long.valueOf(matcher.group(2)));
            }
        }
        return constants;
    }
}
