package dev.deskbus.gateway.tpi;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A {@code multipart/form-data} body, part by part. */
final class Form {
    private static final String BOUNDARY = "----deskbus-test";
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    Form field(String name, String value) {
        write(
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n");
        write(value + "\r\n");
        return this;
    }

    Form file(String field, String name, byte[] content) {
        write(
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + field
                        + "\"; filename=\""
                        + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    /** Whole, with its last line. */
    byte[] whole() {
        write("--" + BOUNDARY + "--\r\n");
        return bytes.toByteArray();
    }

    /** Without its last line, so far. */
    byte[] soFar() {
        return bytes.toByteArray();
    }

    BodyPublisher body() {
        return BodyPublishers.ofByteArray(whole());
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
