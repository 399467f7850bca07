package dev.deskbus.bench;

/** Whom the table compares. */
final class Names {
    static final String ECHO = "echo";
    static final String LINE = "straight line";
    static final String FLOOR = "durable floor";
    static final String NODE = "node";

    private Names() {}
}
