package dev.deskbus.gateway.http;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of stored files (decision V2-27). */
public final class FileLinks {
    private FileLinks() {}

    /** The path of a file, relative to any of the places where files are served. */
    public static String path(StoredFile file) {
        return path(file.id(), file.name());
    }

    /** The same for a file that may not be there yet. */
    public static String path(FileId id, FileName name) {
        return "/f/" + id.value() + "/" + escape(name.value());
    }

    /** An address as others reach it; {@code publicUrl}, without a slash, before one of our own. */
    public static String absolute(String publicUrl, String address) {
        return address.startsWith("/") && !address.startsWith("//") ? publicUrl + address : address;
    }

    /** Everything but letters, digits and a few marks as bytes of UTF-8 (RFC 3986). */
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
