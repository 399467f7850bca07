package dev.deskbus.robot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that are not all alike. */
final class WordLists {
    /** Words that say nothing about what is asked. */
    static final Set<String> STOP = read("/robot/stopwords.txt");

    /** Words that many different questions have. */
    static final Set<String> LIGHT = read("/robot/lightwords.txt");

    private WordLists() {}

    private static Set<String> read(String resource) {
        try (InputStream file = WordLists.class.getResourceAsStream(resource)) {
            String text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
