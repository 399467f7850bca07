package dev.deskbus.gateway.tpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The captured samples, one file a case. */
final class WireFiles {
    private static final Path ROOT = Path.of("src/test/resources/wire/tpi/v2");

    private WireFiles() {}

    /** A request, byte for byte, and what it must come to. */
    record Sample(String name, String body, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Files of that folder: a body, a line of {@code =====}, and what is expected. */
    static Stream<Sample> samples(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().map(WireFiles::sample).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String name) {
        return text(name).lines().toList();
    }

    private static Sample sample(Path file) {
        String[] parts = text(ROOT.relativize(file).toString()).split("\n=====\n", -1);
        return new Sample(file.getFileName().toString(), parts[0], parts[1].strip());
    }
}
