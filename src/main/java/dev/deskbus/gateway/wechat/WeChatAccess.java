package dev.deskbus.gateway.wechat;

import dev.deskbus.gateway.http.Cidrs;
import java.net.InetAddress;
import java.util.List;

/**
 * Which servers may speak this wire, which has no credentials of its own (decision WX-1). Whoever
 * signs rightly may too.
 */
public final class WeChatAccess {
    private final Cidrs callers;

    private WeChatAccess(Cidrs callers) {
        this.callers = callers;
    }

    /** Servers in these CIDR ranges. */
    public static WeChatAccess of(List<String> callers) {
        return new WeChatAccess(Cidrs.of(callers));
    }

    /** Whether the address alone is enough; never through a proxy that is not known. */
    boolean admits(InetAddress address, boolean firstHand) {
        return firstHand && callers.contains(address);
    }
}
