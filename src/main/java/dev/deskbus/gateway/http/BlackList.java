package dev.deskbus.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who has come too often lately, and keeps them out for a while (decision G-15; the vendor's
 * parameter IPBPAR). Of this node only; may be shared by all threads.
 */
public final class BlackList {
    private static final Logger LOG = LoggerFactory.getLogger(BlackList.class);
    private static final long MOST_NAMES = 100_000;

    private final Rules rules;
    private final Throttle visits;
    private final Cache<String, Boolean> banned;

    /**
     * When somebody comes too often.
     *
     * @param visits so many are no fault; 0 for any number
     * @param within in that time
     * @param ban how long whoever came more often is kept out
     */
    public record Rules(int visits, Duration within, Duration ban) {
        /** Nobody ever does. */
        public static final Rules OFF = new Rules(0, Duration.ZERO, Duration.ZERO);

        /** Whether nobody is ever kept out. */
        public boolean isOff() {
            return visits == 0;
        }
    }

    /** Nobody is on it yet. */
    public BlackList(Rules rules) {
        this(rules, TimeMeter.SYSTEM_MILLISECONDS);
    }

    BlackList(Rules rules, TimeMeter clock) {
        this.rules = rules;
        this.visits =
                rules.isOff()
                        ? new Throttle(1, Duration.ofSeconds(1), clock)
                        : new Throttle(rules.visits(), rules.within(), clock);
        this.banned =
                Caffeine.newBuilder()
                        .maximumSize(MOST_NAMES)
                        .ticker(clock::currentTimeNanos)
                        .expireAfterWrite(rules.ban())
                        .build();
    }

    /** Counts a visit; false when it is one too many, and for a while after that. */
    public boolean admits(String address) {
        if (rules.isOff()) {
            return true;
        }
        if (banned.getIfPresent(address) != null) {
            return false;
        }
        if (visits.tryTake(address)) {
            return true;
        }
        banned.put(address, true);
        LOG.atWarn().addKeyValue("address", address).log("came too often, kept out for a while");
        return false;
    }
}
