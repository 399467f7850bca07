package dev.deskbus.gateway.console.web;

import org.jspecify.annotations.Nullable;

/**
 * The bridge takes no such frame; {@code replyAddress} is where its sender listens, if it said so.
 */
final class BridgeFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BridgeError error;
    private final @Nullable String replyAddress;

    BridgeFault(BridgeError error, @Nullable String replyAddress) {
        super(error.word(), null, false, false);
        this.error = error;
        this.replyAddress = replyAddress;
    }

    BridgeError error() {
        return error;
    }

    @Nullable String replyAddress() {
        return replyAddress;
    }
}
