package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When this node may take or give back shards; remembers what was seen, and since when. */
final class Balance {
    private static final Logger LOG = LoggerFactory.getLogger(Balance.class);

    /** A dead node holds its lease for three seconds, which must not look like isolation. */
    private static final Duration ISOLATED_AFTER = Duration.ofSeconds(4);

    private static final Duration STABLE_AFTER = Duration.ofSeconds(5);
    private static final Duration BETWEEN_RELEASES = Duration.ofMillis(900);
    private static final int RELEASES_AT_ONCE = 4;

    private final NodeId me;
    private final Neighbours neighbours;
    private final Duration lease;
    private final Steady<Boolean> cutOff;
    private final Steady<Set<NodeId>> candidates;
    private long unbrokenSince;
    private long releasedAt;
    private volatile boolean isolated;

    Balance(NodeId me, Neighbours neighbours, Duration lease, long now) {
        this.me = me;
        this.neighbours = neighbours;
        this.lease = lease;
        this.cutOff = new Steady<>(false, now);
        this.candidates = new Steady<>(Set.of(), now);
        this.unbrokenSince = now;
        this.releasedAt = now;
    }

    /** The lease was not held for a while, up to now. */
    void onBroken(long now) {
        unbrokenSince = now;
    }

    /** Whether this node has been cut off for several seconds. */
    boolean isIsolated() {
        return isolated;
    }

    /** What to do next, when this is what the database says. */
    Plan next(Ownership seen, long now) {
        Set<NodeId> near = new HashSet<>(seen.alive());
        Set<NodeId> reached = neighbours.seen();
        near.removeIf(node -> !node.equals(me) && !reached.contains(node));
        boolean alone = Isolation.isCutOff(me, seen.alive(), reached);
        candidates.onSeen(Set.copyOf(near), now);
        cutOff.onSeen(alone, now);
        becomeIsolated(cutOff.isFor(true, ISOLATED_AFTER, now));
        if (isolated) {
            return Plan.giveBackEverything(seen);
        }
        boolean unbroken = now - unbrokenSince >= lease.toNanos();
        Plan plan =
                Plan.towards(
                        near,
                        me,
                        seen,
                        new Plan.Allowed(!alone, !alone && unbroken, alone ? 0 : releases(now)));
        if (!plan.releases().isEmpty()) {
            releasedAt = now;
        }
        return plan;
    }

    private int releases(long now) {
        boolean calm =
                candidates.isFor(STABLE_AFTER, now)
                        && now - releasedAt >= BETWEEN_RELEASES.toNanos();
        return calm ? RELEASES_AT_ONCE : 0;
    }

    private void becomeIsolated(boolean now) {
        if (now != isolated) {
            isolated = now;
            LOG.atWarn().addKeyValue("isolated", now).log("isolation changed");
        }
    }
}
