package dev.deskbus.domain.error;

/** Every way a request can be refused. The number is stable and travels over the bus. */
public enum ErrorCode {
    BODY_UNREADABLE(1001),
    PARAMETER_INVALID(1002),
    REQUEST_TYPE_UNKNOWN(1003),
    SIGNATURE_INVALID(1004),
    MESSAGE_ID_INVALID(1005),
    TEXT_EMPTY(1101),
    MESSAGE_KIND_UNKNOWN(1102),
    TOKEN_INVALID(1201),
    CREDENTIALS_WRONG(1202),
    CLIENT_UNKNOWN(1203),
    CALLER_NOT_ALLOWED(1204),
    CALLBACK_ADDRESS_NOT_ALLOWED(1205),
    CLIENT_BUSY(1206),
    QUEUE_UNKNOWN(1301),
    QUEUE_OFF_HOURS(1302),
    QUEUE_NO_AGENT(1303),
    REQUEST_UNKNOWN(1401),
    REQUEST_TAKEN(1402),
    REQUEST_ENDED(1403),
    SESSION_UNKNOWN(1501),
    SESSION_CLOSED(1502),
    SESSION_KIND_WRONG(1503),
    NOT_A_PARTICIPANT(1504),
    AGENT_UNKNOWN(1601),
    AGENT_UNAVAILABLE(1602),
    AGENT_FULL(1603),
    AGENT_NOT_ELIGIBLE(1604),
    FILE_TOO_LARGE(1701),
    FILE_KIND_NOT_ALLOWED(1702),
    FILE_NOT_STORED(1703),
    PICTURE_NOT_STORED(1704),
    VOICE_NOT_STORED(1705),
    REPLY_UNKNOWN(1801),
    REPLY_TAKEN(1802),
    NOTE_UNKNOWN(1803),
    LIMIT_REACHED(1804),
    /** Only between nodes: the sender looks for the owner again; no edge ever sees it. */
    NOT_OWNER(9000),
    OVERLOADED(9001),
    UNAVAILABLE(9002),
    INTERNAL(9999);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The stable number of this code. */
    public int number() {
        return number;
    }

    /** The code with that number; {@link #INTERNAL} for a number of a newer release. */
    public static ErrorCode of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return INTERNAL;
    }
}
