package dev.deskbus.gateway.console;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's place at one console, from login to its end. What it writes counts only while its
 * epoch is the highest of its kind (decisions KF-8, X-3); every answer says whether it still is.
 */
public final class Seat {
    private static final Logger log = LoggerFactory.getLogger(Seat.class);
    private static final long RETRY_MILLIS = 1_000;

    private final ConsolePorts ports;
    private final Agent agent;
    private final ConsoleKey console;
    private boolean left;
    private boolean warned;

    Seat(ConsolePorts ports, Agent agent, ConsoleKind kind, Presence presence) {
        this.ports = ports;
        this.agent = agent;
        this.console = new ConsoleKey(agent.id(), kind, presence.epoch());
    }

    /** Who sits here. */
    public Agent agent() {
        return agent;
    }

    /** Whether that login ends this one. */
    boolean isEndedBy(LoggedInElsewhere login) {
        return login.kind() == console.kind() && console.epoch() < login.epoch();
    }

    /** KF section 5; false when this place is not the one any more. */
    public Future<Boolean> setStatus(AgentStatus status) {
        return ports.presence()
                .setStatus(console, status)
                .map(
                        set -> {
                            set.ifPresent(presence -> tellStatus(presence.status()));
                            return set.isPresent();
                        });
    }

    /** KF section 7, decision AD-18; false when this place is not the one any more. */
    public Future<Boolean> setAutoConnect(boolean on) {
        return ports.presence()
                .setAutoAccept(console, on)
                .map(
                        set -> {
                            set.ifPresent(_ -> touchQueues());
                            return set.isPresent();
                        });
    }

    /** Decision AD-16; false when this place is not the one any more. */
    public Future<Boolean> setPaused(boolean on) {
        return ports.presence()
                .setPaused(console, on)
                .map(
                        set -> {
                            set.ifPresent(_ -> touchQueues());
                            return set.isPresent();
                        });
    }

    /** KF section 4: offline at once, unless another console of the agent is there. */
    public Future<Void> logOut() {
        return ports.presence()
                .logOut(console)
                .onSuccess(
                        isOffline -> {
                            left = true;
                            if (isOffline) {
                                tellGone();
                            }
                        })
                .mapEmpty();
    }

    /**
     * The console is gone without a word: the grace time begins (decision KF-11). Tried until the
     * database takes it, or the agent would stay online for ever.
     */
    void vacate(Vertx vertx) {
        if (left) {
            return;
        }
        ports.presence()
                .disconnect(console)
                .onComplete(
                        wasTheOne -> {
                            left = true;
                            if (wasTheOne) {
                                touchQueues();
                            }
                        },
                        failure -> {
                            warnOnce(failure);
                            vertx.setTimer(RETRY_MILLIS, _ -> vacate(vertx));
                        });
    }

    private void warnOnce(Throwable failure) {
        if (!warned) {
            warned = true;
            log.atWarn()
                    .addKeyValue("agent", agent.id())
                    .setCause(failure)
                    .log("agent's absence not stored yet");
        }
    }

    /** The queues of the agent look at it again. */
    void touchQueues() {
        agent.queues()
                .forEach(
                        queue ->
                                ports.bus()
                                        .tell(
                                                Addresses.queue(queue),
                                                new AgentTouched(agent.id())));
    }

    private void tellStatus(AgentStatus status) {
        ports.bus()
                .publish(
                        Topic.tenant(agent.tenant()),
                        new AgentStatusChanged(agent.id(), agent.number(), agent.name(), status));
        touchQueues();
    }

    private void tellGone() {
        ports.bus()
                .publish(
                        Topic.tenant(agent.tenant()),
                        new AgentWent(
                                agent.id(), agent.number(), agent.name(), ports.clock().now()));
        touchQueues();
    }
}
