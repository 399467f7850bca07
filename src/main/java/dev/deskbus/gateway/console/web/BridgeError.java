package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the bridge itself has against a frame, whatever is in it. */
enum BridgeError {
    INVALID_JSON(400),
    MISSING_TYPE(400),
    INVALID_TYPE(400),
    MISSING_ADDRESS(400),
    INVALID_REPLY_ADDRESS(400),
    NOT_LOGGED_IN(401),
    ACCESS_DENIED(403),
    LOGGED_IN_ELSEWHERE(409),
    FRAME_TOO_LONG(413),
    TOO_MANY_FRAMES(429),
    NOT_READ(503),
    COME_BACK(503),
    SILENT(408);

    private final int code;

    BridgeError(int code) {
        this.code = code;
    }

    /** The {@code failureCode}. */
    int code() {
        return code;
    }

    /** As the wire calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is said before a socket is closed for that; null when there is nothing to say. */
    static @Nullable BridgeError of(ConsoleClose why) {
        return switch (why) {
            case LOGGED_OUT, FORCED_OFF -> null;
            case NO_TEXT, UNREADABLE -> INVALID_JSON;
            case TOO_LONG -> FRAME_TOO_LONG;
            case RESTART -> COME_BACK;
            case STUCK -> NOT_READ;
            case NOT_LOGGED_IN -> NOT_LOGGED_IN;
            case SILENT -> SILENT;
            case TOO_MANY -> TOO_MANY_FRAMES;
        };
    }
}
