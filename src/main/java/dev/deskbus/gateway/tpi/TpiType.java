package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import java.util.Optional;

/** What a request may be, by its {@code type}; the names are those of the documents. */
public sealed interface TpiType {
    /** Its number on the wire. */
    long number();

    /** A file, or what is said while waiting: its shape decides (decision V2-24). */
    long TWO_MEANINGS = 2005;

    /** Sent by anybody. */
    enum Open implements TpiType {
        LOGON_REQUEST(1),
        LOGON_OR_REGISTER_REQUEST(3),
        VISITOR_LOGON(4),
        AGENT_LOGON(5);

        private final long number;

        Open(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }
    }

    /** Sent only with a token. */
    enum Guarded implements TpiType {
        LOGOUT_REQUEST(2),
        CHAT_REQUEST(1000),
        CHAT_REQUEST_STATE_UPDATE(1001),
        CANCEL_CHAT_REQUEST(1002),
        MSG_REQUEST(2001),
        MSG_IMG_REQUEST(2002),
        MSG_VOICE_REQUEST(2003),
        MSG_LOCATION_REQUEST(2004),
        MSG_FILE_REQUEST(TWO_MEANINGS),
        MSG_VIDEO_REQUEST(2006),
        PRE_MSG_REQUEST(2020),
        PREVIEW_MSG_REQUEST(2021),
        TYPING_NOTICE(2022),
        ROBOT_TRANSFER(2023),
        MSG_NOTICE(2024),
        CLOSE_REQUEST(4001),
        RATING_REQUEST(5001),
        CHANGE_CUSTOMER(5002),
        QUERY_HISTORY_SESSION(5003),
        QUERY_QUEUE_AGENTS(5004);

        private final long number;

        Guarded(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }
    }

    /** The type of that body; refuses with {@code REQUEST_TYPE_UNKNOWN}, never otherwise. */
    static TpiType of(Fields fields) {
        long number = numberOf(fields);
        if (isOldPreMessage(fields)) {
            return Guarded.PRE_MSG_REQUEST;
        }
        return find(Guarded.values(), number)
                .or(() -> find(Open.values(), number))
                .orElseThrow(() -> unknown("there is no type " + number));
    }

    private static Optional<TpiType> find(TpiType[] types, long number) {
        for (TpiType type : types) {
            if (type.number() == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Type 2005 was the first edition's pre-message before it became a file (decision V2-24). */
    static boolean isOldPreMessage(Fields fields) {
        return numberOf(fields) == TWO_MEANINGS
                && fields.has("requestId")
                && fields.has("text")
                && !fields.has("fileUrl")
                && !fields.has("url");
    }

    private static long numberOf(Fields fields) {
        try {
            return fields.requireLong("type");
        } catch (Refusal refusal) {
            throw unknown(String.valueOf(refusal.getMessage()));
        }
    }

    private static Refusal unknown(String why) {
        return new Refusal(ErrorCode.REQUEST_TYPE_UNKNOWN, why);
    }
}
