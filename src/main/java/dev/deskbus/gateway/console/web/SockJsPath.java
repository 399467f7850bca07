package dev.deskbus.gateway.console.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the frames of a WebSocket are packed, which its path says (sockjs-protocol 0.3.3). */
enum SockJsPath {
    /** {@code /<server>/<session>/websocket}: in SockJS's envelope. */
    PACKED,
    /** {@code /websocket}: as they are. */
    RAW;

    private static final String RAW_PATH = WebSettings.PATH + "/websocket";
    private static final Pattern PACKED_PATH =
            Pattern.compile(WebSettings.PATH + "/[^/.]{1,64}/[^/.]{1,64}/websocket");

    /** What that path means; empty when no console's socket is there. */
    static Optional<SockJsPath> of(@Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        if (path.equals(RAW_PATH)) {
            return Optional.of(RAW);
        }
        return PACKED_PATH.matcher(path).matches() ? Optional.of(PACKED) : Optional.empty();
    }
}
