package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;

/** The codes of the KF wire (decision KF-17), and where each refusal lands. */
final class KfErrors {
    static final int OK = 0;
    static final int BAD_PARAMETER = 400;
    static final int NOT_ALLOWED = 403;
    static final int UNKNOWN = 404;
    static final int TAKEN = 409;
    static final int INVALID_TOKEN = 440;
    static final int LOGGED_IN_ELSEWHERE = 490;
    static final int FORCED_OFF = 492;
    static final int BROKEN = 500;
    static final int TOO_LATE = 504;

    private KfErrors() {}

    /** The code for a failure of any kind. */
    static int code(Throwable failure) {
        return failure instanceof Refusal refusal ? of(refusal.code()) : BROKEN;
    }

    /** What a person may read of a failure; never a detail of our own troubles. */
    static String words(Throwable failure) {
        return failure instanceof Refusal refusal && of(refusal.code()) != BROKEN
                ? String.valueOf(refusal.getMessage())
                : "internal error";
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
                    BAD_PARAMETER;
            case SIGNATURE_INVALID,
                    CREDENTIALS_WRONG,
                    CALLER_NOT_ALLOWED,
                    CALLBACK_ADDRESS_NOT_ALLOWED,
                    QUEUE_OFF_HOURS,
                    QUEUE_NO_AGENT,
                    SESSION_CLOSED,
                    NOT_A_PARTICIPANT,
                    AGENT_UNAVAILABLE,
                    AGENT_FULL,
                    AGENT_NOT_ELIGIBLE,
                    LIMIT_REACHED ->
                    NOT_ALLOWED;
            case CLIENT_UNKNOWN,
                    QUEUE_UNKNOWN,
                    REQUEST_UNKNOWN,
                    REQUEST_ENDED,
                    SESSION_UNKNOWN,
                    AGENT_UNKNOWN,
                    REPLY_UNKNOWN,
                    NOTE_UNKNOWN ->
                    UNKNOWN;
            case REQUEST_TAKEN, CLIENT_BUSY, SESSION_KIND_WRONG, REPLY_TAKEN -> TAKEN;
            case TOKEN_INVALID -> INVALID_TOKEN;
            case FILE_NOT_STORED, PICTURE_NOT_STORED, VOICE_NOT_STORED -> BROKEN;
            case NOT_OWNER, OVERLOADED, UNAVAILABLE, INTERNAL -> BROKEN;
        };
    }
}
