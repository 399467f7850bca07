package dev.deskbus;

/** Starts a node. */
public final class Main {
    private Main() {}

    /**
     * Reads the settings, starts the node and returns; the node runs until the process is stopped.
     */
    public static void main(String[] arguments) {}
}
