package dev.deskbus.domain.agent;

import dev.deskbus.domain.id.AgentId;

/**
 * An agent's presence as its row says.
 *
 * @param status what others see: 0 when not present
 * @param epoch counts the logins; the console with the highest is the one
 */
public record Presence(AgentId agent, AgentStatus status, boolean autoAccept, long epoch) {}
