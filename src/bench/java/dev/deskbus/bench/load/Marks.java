package dev.deskbus.bench.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Numbers that travel inside texts, and when each set out: so an arrival is known without parsing.
 * May be shared by all threads.
 */
public final class Marks {
    /** What stands before each number. */
    private static final String SIGN = "no. ";

    private static final byte[] SIGN_BYTES = SIGN.getBytes(StandardCharsets.US_ASCII);
    private static final int ROOM = 1 << 20;

    private final AtomicLong last = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLongArray departures = new AtomicLongArray(ROOM);
    private volatile Histogram travels = new ConcurrentHistogram(3);

    /** The number of a text that sets out then. */
    public long depart(long nanos) {
        long number = last.incrementAndGet();
        departures.set((int) (number % ROOM), nanos);
        return number;
    }

    /** A text of usual length that carries the number. */
    public static String text(long number) {
        return SIGN + number + ": good morning, where is my parcel, it was due yesterday?";
    }

    /** Notes an arrival; the number in it, or 0. */
    public long arrive(String text, long nanos) {
        int at = text.indexOf(SIGN);
        return at < 0 ? 0 : arrive(number(text, at + SIGN.length()), nanos);
    }

    /** The same. */
    public long arrive(Buffer bytes, long nanos) {
        int at = Bytes.after(bytes, SIGN_BYTES, 0, bytes.length());
        return at < 0 ? 0 : arrive(Bytes.number(bytes, at), nanos);
    }

    private long arrive(long number, long nanos) {
        travels.recordValue(Math.max(0, nanos - departures.get((int) (number % ROOM))));
        arrived.incrementAndGet();
        return number;
    }

    /** How many set out. */
    public long departed() {
        return last.get();
    }

    /**
     * How many more set out than arrived. Where a console that signs in is shown old texts again
     * these count too, so only two looks at it can be compared.
     */
    public long underWay() {
        return last.get() - arrived.get();
    }

    /** How long they took since this was last asked. */
    public Histogram takeTravels() {
        Histogram taken = travels;
        travels = new ConcurrentHistogram(3);
        return taken;
    }

    private static long number(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
