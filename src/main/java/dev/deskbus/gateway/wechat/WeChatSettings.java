package dev.deskbus.gateway.wechat;

import java.time.Duration;
import java.util.List;

/**
 * How the bridge behaves.
 *
 * @param access who may speak to it
 * @param proxies CIDR ranges of our own proxies, whose {@code X-Forwarded-For} counts (G-15)
 * @param longestBody bytes of one request
 * @param bodyPatience how long a body may take to arrive
 */
public record WeChatSettings(
        WeChatAccess access, List<String> proxies, int longestBody, Duration bodyPatience) {
    public WeChatSettings {
        proxies = List.copyOf(proxies);
    }

    /** For these servers, and all else as usual. */
    public static WeChatSettings usual(List<String> callers, List<String> proxies) {
        return new WeChatSettings(
                WeChatAccess.of(callers), proxies, 256 * 1024, Duration.ofSeconds(30));
    }
}
