package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.NodeStore.Early;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When this node may take or give back shards; remembers what was seen, and since when (decision
 * 2). What is decided here is about serving well: that no shard has two owners does not depend on
 * it.
 */
final class Balance {
    private static final Logger LOG = LoggerFactory.getLogger(Balance.class);

    /**
     * Long enough for a late pong; the peers are known to live, so there is nothing to wait for.
     */
    private static final Duration ISOLATED_AFTER = Duration.ofMillis(1500);

    /** When nothing is known of the peers but their leases, which a dead node holds for a while. */
    private static final Duration PERHAPS_ISOLATED_AFTER = Duration.ofSeconds(4);

    /** By so much before a lease runs out its holder has fenced itself, with 200 ms to spare. */
    private static final Duration EARLY = Duration.ofMillis(800);

    /** After a short break others' leases last, and whoever lives has renewed twice by then. */
    private static final Duration AFTER_A_SHORT_BREAK = Duration.ofMillis(1500);

    private static final Duration STABLE_AFTER = Duration.ofSeconds(5);
    private static final Duration BETWEEN_RELEASES = Duration.ofMillis(900);

    /** In the whole cluster. */
    private static final int RELEASES_AT_ONCE = 4;

    private final NodeId me;
    private final Neighbours neighbours;
    private final Duration lease;
    private final Vanished vanished = new Vanished();
    private final Steady<Boolean> cutOff;
    private final Steady<Boolean> perhapsCutOff;
    private final Steady<Set<NodeId>> candidates;
    private long mayTakeFrom;
    private long releasedAt;
    private volatile boolean isCutOff;
    private volatile boolean isIsolated;

    Balance(NodeId me, Neighbours neighbours, Duration lease, long now) {
        this.me = me;
        this.neighbours = neighbours;
        this.lease = lease;
        this.cutOff = new Steady<>(false, now);
        this.perhapsCutOff = new Steady<>(false, now);
        this.candidates = new Steady<>(Set.of(), now);
        this.mayTakeFrom = now + lease.toNanos();
        this.releasedAt = now;
    }

    /**
     * The lease was not held for a while, up to now: whoever else lives must have time to show it.
     *
     * @param shortly by the database it had not run out, so neither had those of the others
     */
    void onBroken(long now, boolean shortly) {
        long from = now + (shortly ? AFTER_A_SHORT_BREAK : lease).toNanos();
        mayTakeFrom = from - mayTakeFrom > 0 ? from : mayTakeFrom;
    }

    /** Whether at this moment too few of the others can be reached, though they live. */
    boolean isCutOff() {
        return isCutOff;
    }

    /** Whether that has been so for a while. */
    boolean isIsolated() {
        return isIsolated;
    }

    /** What to do next, when this is what the database says. */
    Plan next(Ownership seen, long now) {
        Set<NodeId> reached = new HashSet<>(neighbours.seen());
        reached.add(me);
        vanished.onSeen(seen.alive(), reached);
        look(seen, reached, now);
        if (isIsolated) {
            return Plan.giveBackEverything(seen);
        }
        Set<NodeId> near = new HashSet<>(seen.staying());
        near.retainAll(reached);
        candidates.onSeen(Set.copyOf(near), now);
        Plan plan = Plan.towards(near, me, seen, allowed(Plan.givers(near, seen).size(), now));
        if (!plan.releases().isEmpty()) {
            releasedAt = now;
        }
        return plan;
    }

    private void look(Ownership seen, Set<NodeId> reached, long now) {
        Set<NodeId> holding = seen.alive().keySet();
        Set<NodeId> living = new HashSet<>(holding);
        living.removeAll(vanished.silent());
        isCutOff = Isolation.isCutOff(me, living, reached);
        cutOff.onSeen(isCutOff, now);
        perhapsCutOff.onSeen(Isolation.isCutOff(me, holding, reached), now);
        becomeIsolated(
                cutOff.isFor(true, ISOLATED_AFTER, now)
                        || perhapsCutOff.isFor(true, PERHAPS_ISOLATED_AFTER, now));
    }

    private Plan.Allowed allowed(int givers, long now) {
        boolean unbroken = now - mayTakeFrom >= 0;
        return new Plan.Allowed(
                !perhapsCutOff.is(true),
                !isCutOff && unbroken,
                new Early(vanished.all(), EARLY),
                perhapsCutOff.is(true) ? 0 : releases(givers, now));
    }

    /** Everybody who has something to give back sees the same, and takes his share of the rate. */
    private int releases(int givers, long now) {
        boolean calm =
                candidates.isFor(STABLE_AFTER, now)
                        && now - releasedAt >= BETWEEN_RELEASES.toNanos();
        return calm ? Math.max(1, RELEASES_AT_ONCE / Math.max(1, givers)) : 0;
    }

    private void becomeIsolated(boolean now) {
        if (now != isIsolated) {
            isIsolated = now;
            LOG.atWarn().addKeyValue("isolated", now).log("isolation changed");
        }
    }
}
