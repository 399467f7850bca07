package dev.deskbus.gateway.wechat;

import static dev.deskbus.gateway.wechat.WeChatResult.ALREADY_IN_CHATTING;
import static dev.deskbus.gateway.wechat.WeChatResult.INTERNAL_ERROR;
import static dev.deskbus.gateway.wechat.WeChatResult.INVAILD_CHAT_SESSION_ID;
import static dev.deskbus.gateway.wechat.WeChatResult.INVAILD_MESSAGE_TYPE;
import static dev.deskbus.gateway.wechat.WeChatResult.INVAILD_SIGN;
import static dev.deskbus.gateway.wechat.WeChatResult.INVAILD_SKILLGROUP;
import static dev.deskbus.gateway.wechat.WeChatResult.INVAILD_TO_USER_ID;
import static dev.deskbus.gateway.wechat.WeChatResult.NOT_IN_WORKTIME;
import static dev.deskbus.gateway.wechat.WeChatResult.NO_AGENT_ONLINE;
import static dev.deskbus.gateway.wechat.WeChatResult.REQUEST_ERROR;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.wechat.WeChatReplies.Refused;
import java.util.Set;

/** Says on this wire what went wrong inside, in its own table of codes (decisions WX-3, WX-4). */
final class WeChatErrors {
    private static final Set<ErrorCode> EXPLAINED =
            Set.of(ErrorCode.BODY_UNREADABLE, ErrorCode.PARAMETER_INVALID);

    private static final Set<ErrorCode> UNKNOWN_REQUEST =
            Set.of(ErrorCode.REQUEST_UNKNOWN, ErrorCode.REQUEST_ENDED);

    private WeChatErrors() {}

    /** The result for that code. */
    static WeChatResult resultOf(ErrorCode code) {
        return switch (code) {
            case BODY_UNREADABLE,
                    PARAMETER_INVALID,
                    REQUEST_TYPE_UNKNOWN,
                    MESSAGE_ID_INVALID,
                    TEXT_EMPTY,
                    CLIENT_UNKNOWN,
                    TOKEN_INVALID,
                    CREDENTIALS_WRONG,
                    CALLBACK_ADDRESS_NOT_ALLOWED ->
                    REQUEST_ERROR;
            case SIGNATURE_INVALID, CALLER_NOT_ALLOWED -> INVAILD_SIGN;
            case MESSAGE_KIND_UNKNOWN -> INVAILD_MESSAGE_TYPE;
            case QUEUE_UNKNOWN -> INVAILD_SKILLGROUP;
            case QUEUE_OFF_HOURS -> NOT_IN_WORKTIME;
            case QUEUE_NO_AGENT -> NO_AGENT_ONLINE;
            case REQUEST_TAKEN, CLIENT_BUSY, SESSION_KIND_WRONG -> ALREADY_IN_CHATTING;
            case SESSION_UNKNOWN, SESSION_CLOSED, NOT_A_PARTICIPANT -> INVAILD_CHAT_SESSION_ID;
            case AGENT_UNKNOWN, AGENT_UNAVAILABLE, AGENT_FULL, AGENT_NOT_ELIGIBLE ->
                    INVAILD_TO_USER_ID;
            case REQUEST_UNKNOWN,
                    REQUEST_ENDED,
                    FILE_TOO_LARGE,
                    FILE_KIND_NOT_ALLOWED,
                    FILE_NOT_STORED,
                    PICTURE_NOT_STORED,
                    VOICE_NOT_STORED,
                    REPLY_UNKNOWN,
                    REPLY_TAKEN,
                    NOTE_UNKNOWN,
                    LIMIT_REACHED,
                    NOT_OWNER,
                    OVERLOADED,
                    UNAVAILABLE,
                    INTERNAL ->
                    INTERNAL_ERROR;
        };
    }

    /** The code of a failure; {@code INTERNAL} for everything that nobody expected. */
    static ErrorCode codeOf(Throwable failure) {
        return failure instanceof Refusal refusal ? refusal.code() : ErrorCode.INTERNAL;
    }

    /** The reply to a failure; a -100 gives the trace id instead of a reason (decision G-24). */
    static Refused reply(Throwable failure, String trace) {
        ErrorCode code = codeOf(failure);
        WeChatResult result = resultOf(code);
        if (EXPLAINED.contains(code)) {
            return new Refused(result, result.words() + ": " + failure.getMessage());
        }
        if (UNKNOWN_REQUEST.contains(code)) {
            return new Refused(result, "聊天请求不存在");
        }
        if (result != INTERNAL_ERROR) {
            return new Refused(result, result.words());
        }
        String words = code == ErrorCode.INTERNAL ? result.words() : "系统繁忙，请稍后重试";
        return new Refused(result, words + " (" + trace + ")");
    }
}
