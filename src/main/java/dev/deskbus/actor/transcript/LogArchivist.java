package dev.deskbus.actor.transcript;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Lease;
import dev.deskbus.port.LogArchive;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what was said to the tables of the months that are past, and lets the oldest of them go
 * (docs/decisions/0118).
 */
public final class LogArchivist extends StepByStep {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchivist.class);
    private static final Shard ARCHIVISTS = new Shard(2);
    private static final int MOST = 20;
    private static final Words WORDS =
            new Words(
                    "the months that are past are not put aside",
                    "the months that are past are put aside again");

    private final LogArchive archive;
    private final InstantSource clock;
    private final Plan plan;

    /** So many sessions in one step; fewer when so many were too much. */
    private int most = MOST;

    /** Up to here nothing is looked at until the next start: a session was too much by itself. */
    private long beyond;

    public LogArchivist(Lease lease, LogArchive archive, InstantSource clock, Plan plan) {
        super(lease, ARCHIVISTS, new Pace(plan.period(), plan.pause()), WORDS);
        this.archive = archive;
        this.clock = clock;
        this.plan = plan;
    }

    /**
     * What moves when.
     *
     * @param after how long a month must be over, and its sessions closed; zero moves nothing
     * @param months whole months that stay in the histories; 0 for all
     * @param period between two looks
     * @param pause between two steps when there is much to do: whoever talks comes first
     */
    public record Plan(Duration after, int months, Duration period, Duration pause) {
        /** Looks every ten minutes. */
        public Plan(Duration after, int months) {
            this(after, months, Duration.ofMinutes(10), Duration.ofMillis(200));
        }
    }

    @Override
    public Future<?> start() {
        if (!plan.after().isZero()) {
            stepAfter(plan.pause());
        }
        return Future.succeededFuture();
    }

    @Override
    Future<Boolean> step() {
        Instant past = clock.instant().minus(plan.after());
        return or(archive.openMonth(past), () -> or(moveIn(past), this::letGo));
    }

    private Future<Boolean> moveIn(Instant past) {
        int asked = most;
        return archive.moveIn(past, beyond, asked)
                .map(
                        moved -> {
                            most = Math.min(MOST, asked * 2);
                            return moved == asked;
                        })
                .recover(failure -> withLess(past, failure));
    }

    /** What is too much for one statement is done in smaller steps, or not at all. */
    private Future<Boolean> withLess(Instant past, Throwable failure) {
        if (most > 1) {
            most /= 2;
            return Future.succeededFuture(true);
        }
        return archive.findNext(past, beyond)
                .compose(
                        next -> {
                            if (next.isEmpty()) {
                                return Future.failedFuture(failure);
                            }
                            beyond = next.get().value();
                            LOG.atWarn()
                                    .addKeyValue("session", beyond)
                                    .setCause(failure)
                                    .log("what was said in a session stays in the log");
                            return Future.succeededFuture(true);
                        });
    }

    private Future<Boolean> letGo() {
        LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        return plan.months() == 0
                ? Future.succeededFuture(false)
                : archive.letGo(month.minusMonths(plan.months()));
    }

    private static Future<Boolean> or(Future<Boolean> first, Supplier<Future<Boolean>> next) {
        return first.compose(isMore -> isMore ? Future.succeededFuture(true) : next.get());
    }
}
