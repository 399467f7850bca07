package dev.deskbus.gateway.tpi.v1;

import static dev.deskbus.gateway.tpi.TpiResult.ALREADY_IN_CHATTING;
import static dev.deskbus.gateway.tpi.TpiResult.INTERNAL_ERROR;
import static dev.deskbus.gateway.tpi.TpiResult.REQUEST_ERROR;

import dev.deskbus.gateway.tpi.TpiReplies.Refused;
import dev.deskbus.gateway.tpi.TpiResult;

/** The codes of the first edition, which ends at -11 and has -100 (decision V1-7). */
final class V1Results {
    private V1Results() {}

    /** The same refusal in a code that the first edition knows, with the same words. */
    static Refused translate(Refused refused) {
        return new Refused(of(refused.result()), refused.message());
    }

    /** That code, or -8 for what the caller did wrong, or -100. */
    static TpiResult of(TpiResult result) {
        return switch (result) {
            case SUCCESS,
                    REQUEST_ALREADY_IN_ROULTING,
                    ALREADY_IN_CHATTING,
                    NOT_IN_WORKTIME,
                    INVAILD_SKILLGROUP,
                    NO_AGENT_ONLINE,
                    INVAILD_CLIENT_ID,
                    INVAILD_QUEUE_ID,
                    REQUEST_ERROR,
                    INVAILD_TO_USER_ID,
                    INVAILD_CHAT_REQUEST_ID,
                    INVAILD_CHAT_SESSION_ID,
                    INTERNAL_ERROR ->
                    result;
            case ALREADY_IN_OTHER_CHATTING -> ALREADY_IN_CHATTING;
            case INVAILD_MESSAGE_TYPE,
                    INVAILD_PARAMETER,
                    INVAILD_TOKEN,
                    INVAILD_FILE_EXTENSION,
                    EMPTY_MESSAGE,
                    INVAILD_SESSION_TYPE,
                    INVAILD_REQUEST_TYPE,
                    INVAILD_LOGINNAME_OR_PASSWORD,
                    INVAILD_SIGN,
                    INVAILD_MESSAGE_ID ->
                    REQUEST_ERROR;
            case UPLOAD_FILE_FAILED, INVAILD_FILE_SIZE, UPLOAD_IMAGE_FAILED, UPLOAD_VOICE_FAILED ->
                    INTERNAL_ERROR;
        };
    }
}
