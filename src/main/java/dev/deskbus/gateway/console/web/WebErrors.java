package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;

/** The {@code failureCode} of each refusal, in the manner of HTTP. */
final class WebErrors {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORISED = 401;
    static final int FORBIDDEN = 403;
    static final int UNKNOWN = 404;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int LIMIT = 429;
    static final int BROKEN = 500;
    static final int UNAVAILABLE = 503;

    private WebErrors() {}

    /** The code for a failure of any kind. */
    static int code(Throwable failure) {
        return failure instanceof Refusal refusal ? of(refusal.code()) : BROKEN;
    }

    /** What a person may read of a failure; never a detail of our own troubles. */
    static String words(Throwable failure) {
        int code = code(failure);
        if (code == BROKEN) {
            return "internal error";
        }
        return code == UNAVAILABLE
                ? "not possible at present, try again"
                : String.valueOf(failure.getMessage());
    }

    /** The code for a refusal. */
    static int of(ErrorCode code) {
        return switch (code) {
            case BODY_UNREADABLE,
                    MESSAGE_ID_INVALID,
                    PARAMETER_INVALID,
                    REQUEST_TYPE_UNKNOWN,
                    TEXT_EMPTY,
                    MESSAGE_KIND_UNKNOWN,
                    FILE_TOO_LARGE,
                    FILE_KIND_NOT_ALLOWED ->
                    BAD_REQUEST;
            case TOKEN_INVALID, CREDENTIALS_WRONG, SIGNATURE_INVALID -> UNAUTHORISED;
            case CALLER_NOT_ALLOWED,
                    CALLBACK_ADDRESS_NOT_ALLOWED,
                    QUEUE_OFF_HOURS,
                    QUEUE_NO_AGENT,
                    NOT_A_PARTICIPANT,
                    AGENT_UNAVAILABLE,
                    AGENT_FULL,
                    AGENT_NOT_ELIGIBLE ->
                    FORBIDDEN;
            case CLIENT_UNKNOWN,
                    QUEUE_UNKNOWN,
                    REQUEST_UNKNOWN,
                    SESSION_UNKNOWN,
                    AGENT_UNKNOWN,
                    REPLY_UNKNOWN,
                    NOTE_UNKNOWN ->
                    UNKNOWN;
            case REQUEST_TAKEN, CLIENT_BUSY, SESSION_KIND_WRONG, REPLY_TAKEN -> CONFLICT;
            case REQUEST_ENDED, SESSION_CLOSED -> GONE;
            case LIMIT_REACHED -> LIMIT;
            case FILE_NOT_STORED, PICTURE_NOT_STORED, VOICE_NOT_STORED, INTERNAL -> BROKEN;
            case NOT_OWNER, OVERLOADED, UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
