package dev.deskbus.actor.transcript;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Lease;
import dev.deskbus.port.TranscriptIndex;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what was said into the index of the search, a moment after it was said. One per node; the
 * one that owns a certain shard works, though it would do no harm if several did.
 */
public final class TranscriptIndexer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptIndexer.class);
    private static final long PERIOD_MILLIS = 1000;

    /** Between two steps when there is much to do: whoever talks comes first. */
    private static final long PAUSE_MILLIS = 20;

    private static final Shard INDEXERS = new Shard(1);

    private final Lease lease;
    private final TranscriptIndex index;
    private final long periodMillis;
    private boolean isFailing;

    /** Looks once a second. */
    public TranscriptIndexer(Lease lease, TranscriptIndex index) {
        this(lease, index, PERIOD_MILLIS);
    }

    TranscriptIndexer(Lease lease, TranscriptIndex index, long periodMillis) {
        this.lease = lease;
        this.index = index;
        this.periodMillis = periodMillis;
    }

    @Override
    public Future<?> start() {
        stepAfter(periodMillis);
        return Future.succeededFuture();
    }

    private void stepAfter(long millis) {
        vertx.setTimer(
                millis,
                _ -> Future.succeededFuture().compose(_ -> step()).onComplete(this::onStep));
    }

    private Future<Boolean> step() {
        return lease.fence(INDEXERS).isPresent() ? index.advance() : Future.succeededFuture(false);
    }

    private void onStep(@Nullable Boolean isMore, @Nullable Throwable failure) {
        boolean failed = failure != null;
        if (failed && !isFailing) {
            LOG.atWarn().setCause(failure).log("what is said is not taken into the search");
        } else if (!failed && isFailing) {
            LOG.info("what is said is taken into the search again");
        }
        isFailing = failed;
        stepAfter(isMore != null && isMore ? PAUSE_MILLIS : periodMillis);
    }
}
