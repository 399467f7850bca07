package dev.deskbus.domain.queue;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a queue works, as the directory says.
 *
 * @param mode who starts: Deskbus (automatic) or the agents (pull)
 * @param policy who of several agents is given the next request
 * @param whenNoAgent what happens to a new request while no agent is online (decision V2-50)
 * @param waitingLimit after this a waiting request ends with TIMEOUT; zero means never
 * @param offerTime how long an agent without automatic accept may think about an offer
 * @param hours when the queue is open
 * @param ending what else ends the wait, before its limit
 * @param transferTo where clients of a robot go who ask for a person and name no queue
 */
public record QueueRules(
        QueueId id,
        TenantId tenant,
        String name,
        SessionKind kind,
        Mode mode,
        Policy policy,
        WhenNoAgent whenNoAgent,
        Duration waitingLimit,
        Duration offerTime,
        WorkHours hours,
        IdleRule idle,
        Favour favour,
        Ending ending,
        @Nullable QueueId transferTo) {
    /**
     * Whom a client is rather given to than to whoever is next (decision X-5).
     *
     * @param stickyTime how long a request waits for the one agent whom its client asked for,
     *     before anybody may take it
     * @param lastAgentDays so many days a client is given to the agent it talked to last; 0 for
     *     never
     * @param lastAgentWait how long a request waits for that agent when it is not free
     */
    public record Favour(Duration stickyTime, int lastAgentDays, Duration lastAgentWait) {}

    /**
     * What ends the wait of a request, before its limit and without an agent.
     *
     * @param abandonAfter DROPPED when its client gave no sign of life for so long (decision
     *     V2-49); zero means never
     * @param desertedAfter NO_AGENT_ONLINE when none of the queue's agents has been there for so
     *     long while it waited (decision V2-50); zero means never
     * @param atClosing what closing time does (decision V2-51)
     * @param removed the queue was taken out of the directory: whoever waits is dropped (decision
     *     V2-49)
     */
    public record Ending(
            Duration abandonAfter, Duration desertedAfter, AtClosing atClosing, boolean removed) {
        /** Nothing does. */
        public static final Ending NEVER =
                new Ending(Duration.ZERO, Duration.ZERO, AtClosing.DRAIN, false);
    }

    /** What becomes of those who wait at closing time. */
    public enum AtClosing {
        /** They stay and are served. */
        DRAIN,
        /** They are told OFF_HOUR. */
        DROP
    }

    /** Who starts (decision X-6). */
    public enum Mode {
        AUTOMATIC,
        PULL
    }

    /** Whom the next request goes to. */
    public enum Policy {
        LONGEST_IDLE,
        LEAST_LOADED,
        ROUND_ROBIN,
        RANDOM
    }

    /** What a request meets when nobody is there. */
    public enum WhenNoAgent {
        REJECT,
        WAIT
    }
}
