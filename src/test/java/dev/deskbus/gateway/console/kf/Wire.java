package dev.deskbus.gateway.console.kf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Captured frames under {@code src/test/resources/wire/kf}. */
final class Wire {
    private Wire() {}

    /** A request exactly as the document prints it, comments and all. */
    static String request(String method) throws IOException {
        return read("request/" + method + ".txt");
    }

    /** What must be sent, to the byte. */
    static String golden(String name) throws IOException {
        return read("golden/" + name + ".json").strip();
    }

    /** The sample of one of the agents' tools. */
    static String tool(String direction, String method) throws IOException {
        return readAt("/wire/kf-tools/" + direction + "/" + method + ".json").strip();
    }

    private static String read(String path) throws IOException {
        return readAt("/wire/kf/" + path);
    }

    private static String readAt(String path) throws IOException {
        try (InputStream file = Wire.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
