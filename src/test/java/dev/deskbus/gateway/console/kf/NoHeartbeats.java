package dev.deskbus.gateway.console.kf;

import dev.deskbus.port.Heartbeats;

/** Watches nobody. */
final class NoHeartbeats implements Heartbeats {
    @Override
    public void add(Socket socket) {}

    @Override
    public void remove(Socket socket) {}
}
