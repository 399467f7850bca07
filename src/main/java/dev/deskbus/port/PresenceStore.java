package dev.deskbus.port;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Agents' presence: one row an agent, changed by compare-and-set (decision KF-8). */
public interface PresenceStore {
    /** Logs a console in; without force only when no other console is there. */
    Future<LoginResult> logIn(AgentId agent, NodeId node, boolean force);

    /**
     * The console of that epoch is gone: the grace time begins (KF-11). False when it was not the
     * one.
     */
    Future<Boolean> disconnect(AgentId agent, long epoch);

    /** The console of that epoch logged out: offline at once. False when it was not the one. */
    Future<Boolean> logOut(AgentId agent, long epoch);

    /** Sets the status for the console of that epoch; empty when it is not the one any more. */
    Future<Optional<Presence>> setStatus(AgentId agent, long epoch, AgentStatus status);

    /**
     * Sets automatic accept for the console of that epoch; empty when it is not the one any more.
     */
    Future<Optional<Presence>> setAutoAccept(AgentId agent, long epoch, boolean autoAccept);

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

        /** Another console is there. */
        record AlreadyOnline() implements LoginResult {}
    }

    /** An agent who is present. */
    record Colleague(Agent agent, AgentStatus status) {}
}
