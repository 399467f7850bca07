package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleLine;

/** Another line, at whose end the bridge's own error says why. */
final class BridgeLine extends ForwardingLine {
    BridgeLine(ConsoleLine line) {
        super(line);
    }

    /** Whose login was ended elsewhere has been told so. */
    @Override
    public void close(ConsoleClose why) {
        BridgeError error = BridgeError.of(why);
        if (error != null) {
            write(BridgeReplies.error(error, null).encode());
        }
        super.close(why);
    }
}
