package dev.deskbus.domain.queue;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.IdleRule;
import java.time.Duration;

/**
 * How a queue works, as the directory says.
 *
 * @param mode who starts: Deskbus (automatic) or the agents (pull)
 * @param policy who of several agents is given the next request
 * @param whenNoAgent what happens to a new request while no agent is online (decision V2-50)
 * @param waitingLimit after this a waiting request ends with TIMEOUT; zero means never
 * @param offerTime how long an agent without automatic accept may think about an offer
 * @param hours when the queue is open
 */
public record QueueRules(
        QueueId id,
        TenantId tenant,
        String name,
        Kind kind,
        Mode mode,
        Policy policy,
        WhenNoAgent whenNoAgent,
        Duration waitingLimit,
        Duration offerTime,
        WorkHours hours,
        IdleRule idle) {
    /** What serves the queue. */
    public enum Kind {
        HUMAN,
        ROBOT,
        DEDICATED
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
