package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.file.FileName;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file that comes as the bare body of a request is called. */
final class UploadName {
    private static final Pattern EXTENDED =
            Pattern.compile("(?i)filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");
    private static final Pattern QUOTED = Pattern.compile("(?i)filename\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern BARE = Pattern.compile("(?i)filename\\s*=\\s*([^;\\s\"]+)");

    private UploadName() {}

    /** By the query, or the header {@code Content-Disposition}; else any name. */
    static FileName of(HttpServerRequest request) {
        for (String parameter : new String[] {"fileName", "filename", "name"}) {
            String value = parameter(request, parameter);
            if (value != null && !value.isBlank()) {
                return FileName.of(value);
            }
        }
        return FileName.of(ofDisposition(request.getHeader("Content-Disposition")));
    }

    /** Of the query; null when it is missing, or the query unreadable. */
    static @Nullable String parameter(HttpServerRequest request, String name) {
        try {
            return request.getParam(name);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    static @Nullable String ofDisposition(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher extended = EXTENDED.matcher(header);
        if (extended.find()) {
            return decode(extended.group(1));
        }
        Matcher quoted = QUOTED.matcher(header);
        if (quoted.find()) {
            return utf8(quoted.group(1));
        }
        Matcher bare = BARE.matcher(header);
        return bare.find() ? utf8(bare.group(1)) : null;
    }

    private static @Nullable String decode(String escaped) {
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Headers arrive one character a byte; most clients mean UTF-8. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
