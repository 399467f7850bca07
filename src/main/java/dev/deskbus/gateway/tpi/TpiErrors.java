package dev.deskbus.gateway.tpi;

import static dev.deskbus.gateway.tpi.TpiResult.ALREADY_IN_CHATTING;
import static dev.deskbus.gateway.tpi.TpiResult.ALREADY_IN_OTHER_CHATTING;
import static dev.deskbus.gateway.tpi.TpiResult.EMPTY_MESSAGE;
import static dev.deskbus.gateway.tpi.TpiResult.INTERNAL_ERROR;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_CHAT_REQUEST_ID;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_CHAT_SESSION_ID;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_CLIENT_ID;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_FILE_EXTENSION;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_FILE_SIZE;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_LOGINNAME_OR_PASSWORD;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_MESSAGE_ID;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_MESSAGE_TYPE;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_PARAMETER;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_QUEUE_ID;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_REQUEST_TYPE;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_SESSION_TYPE;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_SIGN;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_TOKEN;
import static dev.deskbus.gateway.tpi.TpiResult.INVAILD_TO_USER_ID;
import static dev.deskbus.gateway.tpi.TpiResult.NOT_IN_WORKTIME;
import static dev.deskbus.gateway.tpi.TpiResult.NO_AGENT_ONLINE;
import static dev.deskbus.gateway.tpi.TpiResult.REQUEST_ERROR;
import static dev.deskbus.gateway.tpi.TpiResult.UPLOAD_FILE_FAILED;
import static dev.deskbus.gateway.tpi.TpiResult.UPLOAD_IMAGE_FAILED;
import static dev.deskbus.gateway.tpi.TpiResult.UPLOAD_VOICE_FAILED;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.Set;

/** Says on this wire what went wrong inside. */
final class TpiErrors {
    private static final Set<ErrorCode> EXPLAINED =
            Set.of(
                    ErrorCode.BODY_UNREADABLE,
                    ErrorCode.PARAMETER_INVALID,
                    ErrorCode.MESSAGE_ID_INVALID,
                    ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED,
                    ErrorCode.REQUEST_TYPE_UNKNOWN,
                    ErrorCode.FILE_TOO_LARGE,
                    ErrorCode.FILE_KIND_NOT_ALLOWED,
                    ErrorCode.FILE_NOT_STORED,
                    ErrorCode.PICTURE_NOT_STORED,
                    ErrorCode.VOICE_NOT_STORED);

    private TpiErrors() {}

    /** The result for that code. */
    static TpiResult resultOf(ErrorCode code) {
        return switch (code) {
            case BODY_UNREADABLE -> REQUEST_ERROR;
            case PARAMETER_INVALID, CALLBACK_ADDRESS_NOT_ALLOWED -> INVAILD_PARAMETER;
            case REQUEST_TYPE_UNKNOWN -> INVAILD_REQUEST_TYPE;
            case MESSAGE_ID_INVALID -> INVAILD_MESSAGE_ID;
            case SIGNATURE_INVALID, CALLER_NOT_ALLOWED -> INVAILD_SIGN;
            case TEXT_EMPTY -> EMPTY_MESSAGE;
            case MESSAGE_KIND_UNKNOWN -> INVAILD_MESSAGE_TYPE;
            case TOKEN_INVALID -> INVAILD_TOKEN;
            case CREDENTIALS_WRONG -> INVAILD_LOGINNAME_OR_PASSWORD;
            case CLIENT_UNKNOWN -> INVAILD_CLIENT_ID;
            case QUEUE_UNKNOWN -> INVAILD_QUEUE_ID;
            case QUEUE_OFF_HOURS -> NOT_IN_WORKTIME;
            case QUEUE_NO_AGENT -> NO_AGENT_ONLINE;
            case REQUEST_UNKNOWN, REQUEST_ENDED -> INVAILD_CHAT_REQUEST_ID;
            case REQUEST_TAKEN -> ALREADY_IN_CHATTING;
            case CLIENT_BUSY -> ALREADY_IN_OTHER_CHATTING;
            case SESSION_UNKNOWN, SESSION_CLOSED, NOT_A_PARTICIPANT -> INVAILD_CHAT_SESSION_ID;
            case SESSION_KIND_WRONG -> INVAILD_SESSION_TYPE;
            case AGENT_UNKNOWN, AGENT_UNAVAILABLE, AGENT_FULL, AGENT_NOT_ELIGIBLE ->
                    INVAILD_TO_USER_ID;
            case FILE_TOO_LARGE -> INVAILD_FILE_SIZE;
            case FILE_KIND_NOT_ALLOWED -> INVAILD_FILE_EXTENSION;
            case FILE_NOT_STORED -> UPLOAD_FILE_FAILED;
            case PICTURE_NOT_STORED -> UPLOAD_IMAGE_FAILED;
            case VOICE_NOT_STORED -> UPLOAD_VOICE_FAILED;
            case REPLY_UNKNOWN, REPLY_TAKEN, NOTE_UNKNOWN, LIMIT_REACHED -> INTERNAL_ERROR;
            case NOT_OWNER, OVERLOADED, UNAVAILABLE, INTERNAL -> INTERNAL_ERROR;
        };
    }

    /** The code of a failure; {@code INTERNAL} for everything that nobody expected. */
    static ErrorCode codeOf(Throwable failure) {
        return failure instanceof Refusal refusal ? refusal.code() : ErrorCode.INTERNAL;
    }

    /**
     * The reply to a failure. Reasons are told only where they help the caller's programmer and
     * give nothing away; a -100 gives the trace id instead (decision G-24).
     */
    static TpiReplies.Refused reply(Throwable failure, Language language, String trace) {
        ErrorCode code = codeOf(failure);
        TpiResult result = resultOf(code);
        if (EXPLAINED.contains(code)) {
            return new TpiReplies.Refused(
                    result, result.words(language) + ": " + failure.getMessage());
        }
        if (result != INTERNAL_ERROR) {
            return new TpiReplies.Refused(result, result.words(language));
        }
        String words =
                code == ErrorCode.INTERNAL
                        ? result.words(language)
                        : language.pick("系统繁忙，请稍后重试", "busy, please try again");
        return new TpiReplies.Refused(result, words + " (" + trace + ")");
    }
}
