package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import java.util.regex.Pattern;

/**
 * Where something lies that a client only names: on the web, or in our own file store (decision
 * G-23). A {@code javascript:} or {@code data:} address would be opened by whoever reads it.
 */
final class WebAddress {
    private static final int LONGEST = 2048;
    private static final Pattern ON_THE_WEB =
            Pattern.compile("(?i:https?)://[^\\s/?#@\"'<>\\\\]+([/?#][^\\s\"<>\\\\]*)?");
    private static final Pattern OUR_OWN =
            Pattern.compile("(/EliteWebChat|/webchat)?/f/[0-9A-Za-z_-]{1,64}/[^\\s/?#\"<>\\\\]+");

    private WebAddress() {}

    /** The address in that field, perhaps empty; refuses with {@code PARAMETER_INVALID}. */
    static String require(Fields fields, String name) {
        return checked(name, fields.requireId(name, LONGEST));
    }

    /** The same; empty when it is missing. */
    static String orEmpty(Fields fields, String name) {
        return checked(name, fields.idOrEmpty(name, LONGEST));
    }

    /**
     * The address, if it may be shown to somebody; else empty: nothing is worth refusing for it.
     */
    static String shown(String raw) {
        String address = raw.strip();
        return address.length() <= LONGEST && isSound(address) ? address : "";
    }

    private static boolean isSound(String address) {
        return ON_THE_WEB.matcher(address).matches() || OUR_OWN.matcher(address).matches();
    }

    private static String checked(String name, String raw) {
        String address = raw.strip();
        if (address.isEmpty() || isSound(address)) {
            return address;
        }
        throw new Refusal(ErrorCode.PARAMETER_INVALID, name + " must be an http or https address");
    }
}
