package dev.deskbus.gateway.console.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Frames under {@code src/test/resources/wire/admin}. */
final class AdminSamples {
    private AdminSamples() {}

    /** A request exactly as the document prints it, comments and all. */
    static String request(String name) throws IOException {
        return read("request/" + name + ".txt");
    }

    /** What must be sent, to the byte. */
    static String golden(String name) throws IOException {
        return read("golden/" + name + ".json").strip();
    }

    static String read(String path) throws IOException {
        try (InputStream file = AdminSamples.class.getResourceAsStream("/wire/admin/" + path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
