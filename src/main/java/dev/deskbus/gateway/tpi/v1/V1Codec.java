package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.gateway.tpi.Edition.Newest;
import dev.deskbus.gateway.tpi.MessageKeys;
import dev.deskbus.gateway.tpi.TpiRequests;
import dev.deskbus.gateway.tpi.TpiType.Guarded;
import java.util.function.Supplier;

/** Translates requests of the first edition into those of the newest, where both mean the same. */
final class V1Codec {
    private static final int LONGEST_NAME = 255;

    private final MessageKeys keys;

    /**
     * Translates.
     *
     * @param freshIds for pictures that their senders did not name
     */
    V1Codec(Supplier<String> freshIds) {
        this.keys = new MessageKeys(freshIds);
    }

    /** The request; refuses with {@code PARAMETER_INVALID}. */
    V1Requests decode(V1Type type, Fields fields, Newest newest) {
        return switch (type) {
            case CHAT_REQUEST ->
                    new V1Requests.Chat(
                            clientId(fields),
                            fields.idOrEmpty("nickname", LONGEST_NAME),
                            (TpiRequests.Chat) newest.decode(Guarded.CHAT_REQUEST, fields));
            case CHAT_REQUEST_STATE_UPDATE ->
                    onRequest(Guarded.CHAT_REQUEST_STATE_UPDATE, fields, newest);
            case CANCEL_CHAT_REQUEST -> onRequest(Guarded.CANCEL_CHAT_REQUEST, fields, newest);
            case PRE_MSG_REQUEST -> onRequest(Guarded.PRE_MSG_REQUEST, fields, newest);
            case MSG_REQUEST ->
                    new V1Requests.Say(
                            clientId(fields),
                            (TpiRequests.Say) newest.decode(Guarded.MSG_REQUEST, fields));
            case MSG_IMG_REQUEST -> show(fields);
            case CLOSE_REQUEST -> onSession(Guarded.CLOSE_REQUEST, fields, newest);
            case RATING_REQUEST -> onSession(Guarded.RATING_REQUEST, fields, newest);
            case CHANGE_CUSTOMER ->
                    new V1Requests.ChangeClient(sessionId(fields), clientId(fields));
        };
    }

    private V1Requests show(Fields fields) {
        String data = fields.textOrEmpty("imgData", JsonBody.LIMIT);
        return new V1Requests.Show(
                clientId(fields),
                sessionId(fields),
                Picture.of(fields.idOrEmpty("imgName", LONGEST_NAME), data),
                keys.of(V1Type.MSG_IMG_REQUEST.number(), fields, Sha256.hex(data)),
                fields.findTime("time"),
                fields.findJson("extra"));
    }

    private static V1Requests onRequest(Guarded type, Fields fields, Newest newest) {
        return new V1Requests.OnRequest(
                fields.requireLong("requestId"), newest.decode(type, fields));
    }

    private static V1Requests onSession(Guarded type, Fields fields, Newest newest) {
        return new V1Requests.OnSession(sessionId(fields), newest.decode(type, fields));
    }

    private static long sessionId(Fields fields) {
        return fields.requireLong("sessionId");
    }

    /** Empty for one that is missing, or that nobody can have (decision V1-4). */
    private static String clientId(Fields fields) {
        try {
            return fields.idOrEmpty("clientId", LONGEST_NAME).strip();
        } catch (Refusal _) {
            return "";
        }
    }
}
