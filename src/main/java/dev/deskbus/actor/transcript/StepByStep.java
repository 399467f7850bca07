package dev.deskbus.actor.transcript;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work for the whole installation in small steps. One per node; the one that owns a certain shard
 * works, though it would do no harm if several did.
 */
abstract class StepByStep extends VerticleBase {
    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Lease lease;
    private final Shard shard;
    private final Pace pace;
    private final Words words;
    private boolean isFailing;

    /**
     * When the next step is.
     *
     * @param period between two looks
     * @param pause between two steps when there is much to do: whoever talks comes first
     */
    record Pace(Duration period, Duration pause) {}

    /** What is logged when steps begin to fail, and when they do so no more. */
    record Words(String failing, String again) {}

    StepByStep(Lease lease, Shard shard, Pace pace, Words words) {
        this.lease = lease;
        this.shard = shard;
        this.pace = pace;
        this.words = words;
    }

    /** One step; whether there may be more to do. */
    abstract Future<Boolean> step();

    /** Makes the next step then. */
    void stepAfter(Duration wait) {
        vertx.setTimer(
                Math.max(1, wait.toMillis()),
                _ -> Future.succeededFuture().compose(_ -> stepIfOwner()).onComplete(this::onStep));
    }

    private Future<Boolean> stepIfOwner() {
        return lease.fence(shard).isPresent() ? step() : Future.succeededFuture(false);
    }

    private void onStep(@Nullable Boolean isMore, @Nullable Throwable failure) {
        boolean failed = failure != null;
        if (failed && !isFailing) {
            log.atWarn().setCause(failure).log(words.failing());
        } else if (!failed && isFailing) {
            log.info(words.again());
        }
        isFailing = failed;
        stepAfter(isMore != null && isMore ? pace.pause() : pace.period());
    }
}
