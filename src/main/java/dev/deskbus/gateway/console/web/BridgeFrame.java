package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.http.Fields;
import org.jspecify.annotations.Nullable;

/** A frame of the event-bus bridge. */
sealed interface BridgeFrame {
    /** The console is there. */
    record Ping() implements BridgeFrame {}

    /** It wants to hear what comes to that address. */
    record Register(String address) implements BridgeFrame {}

    /** It no longer does. */
    record Unregister(String address) implements BridgeFrame {}

    /**
     * A request; a published one too, for there is one who hears it.
     *
     * @param replyAddress where its sender awaits the answer; null when it awaits none
     */
    record Send(String address, @Nullable String replyAddress, Fields body)
            implements BridgeFrame {}
}
