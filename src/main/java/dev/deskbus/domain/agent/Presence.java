package dev.deskbus.domain.agent;

import dev.deskbus.domain.id.AgentId;

/**
 * An agent's presence as its row says, at one of its consoles.
 *
 * @param status what others see: 0 when not present
 * @param epoch counts the logins of consoles of that kind; the one with the highest is the one
 * @param paused whether nothing new is given to it, whatever its status is (decision AD-16)
 */
public record Presence(
        AgentId agent, AgentStatus status, boolean autoAccept, long epoch, boolean paused) {
    /** Not paused. */
    public Presence(AgentId agent, AgentStatus status, boolean autoAccept, long epoch) {
        this(agent, status, autoAccept, epoch, false);
    }
}
