package dev.deskbus.cluster;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.DatabaseClock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The database's clock, carried on from its last answer by this machine's monotonic one. */
public final class ClusterClock implements DatabaseClock {
    private final LongSupplier nanos;
    private volatile @Nullable Reading last;

    /** Reads the monotonic clock of the machine. */
    public ClusterClock() {
        this(System::nanoTime);
    }

    ClusterClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Refuses with {@code UNAVAILABLE} until the database has answered once. */
    @Override
    public Instant now() {
        Reading reading = last;
        if (reading == null) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "the database has not answered yet");
        }
        return reading.time().plusNanos(nanos.getAsLong() - reading.atNanos());
    }

    /** The monotonic clock that it is carried on by. */
    long nanos() {
        return nanos.getAsLong();
    }

    /** The database said this at some moment between the two. */
    void onAnswer(Instant time, long sentNanos, long receivedNanos) {
        last = new Reading(time, sentNanos + (receivedNanos - sentNanos) / 2);
    }

    /** What the database said, and when. */
    private record Reading(Instant time, long atNanos) {}
}
