package dev.deskbus.gateway.http;

import dev.deskbus.domain.file.StoredFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of stored files (decision V2-27). */
public final class FileLinks {
    private FileLinks() {}

    /** The path of a file, relative to any of the places where files are served. */
    public static String path(StoredFile file) {
        return "/f/" + file.id().value() + "/" + escape(file.name().value());
    }

    /** Everything but letters, digits and a few marks as bytes of UTF-8 (RFC 3986). */
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
