package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.Sha256;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How a repeated message of this wire is recognised: one that its sender named is the same for
 * ever, any other with a time for two minutes (decision G-13).
 */
public final class MessageKeys {
    private final Supplier<String> freshIds;

    /** Names with these what its sender did not name. */
    public MessageKeys(Supplier<String> freshIds) {
        this.freshIds = freshIds;
    }

    /**
     * The key of a message; refuses with {@code MESSAGE_ID_INVALID} an id that is none (a code of
     * the later edition).
     *
     * @param type the request's number
     * @param content what is said, or shown
     */
    public MessageKey of(long type, Fields fields, String content) {
        String named = named(fields);
        if (!named.isEmpty()) {
            return new MessageKey("tpi-m-" + Sha256.hex(named), null);
        }
        Instant time = fields.findTime("time");
        String recent =
                time == null ? null : Sha256.hex(type + "|" + time.toEpochMilli() + "|" + content);
        return new MessageKey("tpi-e-" + freshIds.get(), recent);
    }

    private static String named(Fields fields) {
        return fields.findScalar("messageId")
                .orElseThrow(
                        () ->
                                new Refusal(
                                        ErrorCode.MESSAGE_ID_INVALID,
                                        "messageId must be a plain value"));
    }
}
