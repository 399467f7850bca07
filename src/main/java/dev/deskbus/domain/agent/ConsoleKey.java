package dev.deskbus.domain.agent;

import dev.deskbus.domain.id.AgentId;

/**
 * One console of an agent.
 *
 * @param epoch counts the logins of that kind; the console with the highest is the one
 */
public record ConsoleKey(AgentId agent, ConsoleKind kind, long epoch) {}
