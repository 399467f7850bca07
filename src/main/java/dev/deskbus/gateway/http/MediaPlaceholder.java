package dev.deskbus.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** A small picture in place of something that is still being fetched, or that cannot be (WX-15). */
final class MediaPlaceholder {
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final String PICTURE =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="240" height="120" viewBox="0 0 240 120">
            <rect width="240" height="120" rx="8" fill="#eceff1"/>
            <text x="120" y="66" font-family="sans-serif" font-size="16" fill="#607d8b"
                text-anchor="middle">WORDS</text>
            </svg>
            """;

    private MediaPlaceholder() {}

    /** For what is being fetched: worth another look soon. */
    static Future<Void> expected(HttpServerResponse response, boolean withBody) {
        response.setStatusCode(ACCEPTED).putHeader("Retry-After", "2");
        return send(response, "正在获取…", withBody);
    }

    /** For what will never be there. */
    static Future<Void> gone(HttpServerResponse response, boolean withBody) {
        response.setStatusCode(NOT_FOUND);
        return send(response, "内容已失效", withBody);
    }

    private static Future<Void> send(HttpServerResponse response, String words, boolean withBody) {
        response.putHeader("Content-Type", "image/svg+xml; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        return withBody ? response.end(PICTURE.replace("WORDS", words)) : response.end();
    }
}
