package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.gateway.http.Cidrs;
import dev.deskbus.gateway.tpi.Sent;
import java.util.List;

/**
 * Who may speak the first edition, whose numeric ids anybody could guess (decision V1-3): servers
 * at certain addresses, or whoever signs.
 *
 * @param signed whether a right signature is enough
 * @param callers the ranges of the servers
 */
public record V1Access(boolean signed, Cidrs callers) {
    /** By signature, by CIDR range, or by neither. */
    public static V1Access of(boolean signed, List<String> callers) {
        return new V1Access(signed, Cidrs.of(callers));
    }

    /** Whether the address alone is enough; never through a proxy that is not known. */
    boolean admits(Sent sent) {
        return sent.firstHand() && callers.contains(sent.address());
    }
}
