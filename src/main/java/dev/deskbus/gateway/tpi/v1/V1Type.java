package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import java.util.Set;
import java.util.stream.Stream;

/** What a request of the first edition may be; the names are those of its document (V1-10). */
enum V1Type {
    CHAT_REQUEST(1000),
    CHAT_REQUEST_STATE_UPDATE(1001),
    CANCEL_CHAT_REQUEST(1002),
    MSG_REQUEST(2001),
    MSG_IMG_REQUEST(2002),
    PRE_MSG_REQUEST(2005),
    CLOSE_REQUEST(4001),
    RATING_REQUEST(5001),
    /** Documented, but missing from the document's own list. */
    CHANGE_CUSTOMER(5002);

    /** The newest edition's logins, which need no token there. */
    private static final Set<Long> LOGINS = Set.of(1L, 3L, 4L, 5L);

    private final long number;

    V1Type(long number) {
        this.number = number;
    }

    /** Its number on the wire. */
    long number() {
        return number;
    }

    /** Whether a request is of the first edition: without a token, and no login (V1-1). */
    static boolean isV1(Fields fields) {
        return !fields.has("token") && !LOGINS.contains(numberOf(fields));
    }

    /** The type of that body; refuses with {@code REQUEST_TYPE_UNKNOWN}, also a file (V2-24). */
    static V1Type of(Fields fields) {
        long number = numberOf(fields);
        return Stream.of(values())
                .filter(type -> type.number == number)
                .filter(type -> type != PRE_MSG_REQUEST || !isFile(fields))
                .findAny()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        ErrorCode.REQUEST_TYPE_UNKNOWN,
                                        "without a token there is no such type"));
    }

    private static boolean isFile(Fields fields) {
        return fields.has("fileUrl") || fields.has("url");
    }

    private static long numberOf(Fields fields) {
        try {
            return fields.requireLong("type");
        } catch (Refusal _) {
            return 0;
        }
    }
}
