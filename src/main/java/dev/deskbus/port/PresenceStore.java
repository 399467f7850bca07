package dev.deskbus.port;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Agents' presence: one row an agent, one more for each kind of console, changed by compare-and-set
 * (decisions KF-8, X-3).
 */
public interface PresenceStore {
    /** Logs a console in; without force only when no other console of that kind is there. */
    Future<LoginResult> logIn(AgentId agent, ConsoleKind kind, NodeId node, boolean force);

    /**
     * That console is gone: when it was the last one, the grace time begins (KF-11). False when it
     * was not the one of its kind.
     */
    Future<Boolean> disconnect(ConsoleKey console);

    /**
     * That console logged out. True when the agent is offline thereby, at once: no other console of
     * it is there.
     */
    Future<Boolean> logOut(ConsoleKey console);

    /**
     * Sets the status for all consoles of the agent; empty when that console is not the one of its
     * kind any more. Refused while too many are busy (decision KF-13).
     */
    Future<Optional<Presence>> setStatus(ConsoleKey console, AgentStatus status);

    /** Sets automatic accept; empty when that console is not the one of its kind any more. */
    Future<Optional<Presence>> setAutoAccept(ConsoleKey console, boolean autoAccept);

    /** Pauses or resumes (AD-16); empty when that console is not the one of its kind any more. */
    Future<Optional<Presence>> setPaused(ConsoleKey console, boolean paused);

    /**
     * A supervisor sets the status of a present agent of its tenant, which is in the audit by then;
     * empty when there is none.
     */
    Future<Optional<Agent>> forceStatus(AgentId agent, AgentId supervisor, AgentStatus status);

    /** Everybody of the tenant who is present, with status 1 to 3 (KF-9). */
    Future<List<Colleague>> findPresent(TenantId tenant);

    /**
     * Agents whose grace time ran out, on any node, now offline; each is returned by one call only.
     */
    Future<List<Agent>> sweepGone(Duration grace);

    /** How a login ended. */
    sealed interface LoginResult {
        /**
         * In; {@code resumed} when the agent was still present, so colleagues saw it go nowhere.
         */
        record LoggedIn(Presence presence, boolean resumed) implements LoginResult {}

        /** Another console of that kind is there. */
        record AlreadyOnline() implements LoginResult {}
    }

    /** An agent who is present. */
    record Colleague(Agent agent, AgentStatus status) {}
}
