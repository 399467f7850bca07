package dev.deskbus.actor.transcript;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Lease;
import dev.deskbus.port.TranscriptIndex;
import io.vertx.core.Future;
import java.time.Duration;

/** Takes what was said into the index of the search, a moment after it was said. */
public final class TranscriptIndexer extends StepByStep {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Shard INDEXERS = new Shard(1);
    private static final Words WORDS =
            new Words(
                    "what is said is not taken into the search",
                    "what is said is taken into the search again");

    private final TranscriptIndex index;
    private final Duration period;

    /** Looks once a second. */
    public TranscriptIndexer(Lease lease, TranscriptIndex index) {
        this(lease, index, PERIOD);
    }

    TranscriptIndexer(Lease lease, TranscriptIndex index, Duration period) {
        super(lease, INDEXERS, new Pace(period, PAUSE), WORDS);
        this.index = index;
        this.period = period;
    }

    @Override
    public Future<?> start() {
        stepAfter(period);
        return Future.succeededFuture();
    }

    @Override
    Future<Boolean> step() {
        return index.advance();
    }
}
