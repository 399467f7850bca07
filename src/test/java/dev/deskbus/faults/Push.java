package dev.deskbus.faults;

/**
 * Words of a client as they came to a console.
 *
 * @param console counts the connections of all agents
 */
record Push(String agent, int console, String client, String text, long nanos) {}
