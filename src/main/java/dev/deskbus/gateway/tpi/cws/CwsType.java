package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import java.util.stream.Stream;

/** What a frame of a visitor may be, by its {@code type} in the vendor's guide. */
enum CwsType {
    LOGOUT(2),
    HEARTBEAT(10),
    CHAT(101),
    CANCEL(102),
    CLOSE(103),
    RATE(104),
    MESSAGE(110),
    PRE_MESSAGE(111),
    PREVIEW(112),
    TYPING(113),
    RECEIPT(120),
    CUSTOM(199),
    ROBOT_MESSAGE(301),
    ROBOT_TRANSFER(302);

    private final long number;

    CwsType(long number) {
        this.number = number;
    }

    /** The number on the wire. */
    long number() {
        return number;
    }

    /** The type of that frame; refuses with {@code REQUEST_TYPE_UNKNOWN}, never otherwise. */
    static CwsType of(Fields fields) {
        long number = numberIn(fields);
        return Stream.of(values())
                .filter(type -> type.number == number)
                .findAny()
                .orElseThrow(() -> unknown("there is no type " + number));
    }

    private static long numberIn(Fields fields) {
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
