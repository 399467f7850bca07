package dev.deskbus.gateway.wechat;

import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.Proof;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;

/**
 * One request as it came, before anything in it is believed.
 *
 * @param body the bytes that {@code fields} were read from
 * @param address whence it came (decision G-15)
 * @param firstHand whether nobody unknown has passed it on
 */
record Sent(Fields fields, Buffer body, Proof proof, InetAddress address, boolean firstHand) {
    @Override
    public String toString() {
        return "Sent[" + address.getHostAddress() + "]";
    }
}
