package dev.deskbus.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of something of known size, as RFC 9110 asks for it; never an empty one. */
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** What a request for a part comes to. */
    sealed interface Asked {
        /** The whole is to be sent: nothing else was asked for, or nothing that we understand. */
        record Whole() implements Asked {}

        /** This part is to be sent. */
        record Part(ByteRange range) implements Asked {}

        /** There is no such part. */
        record Nowhere() implements Asked {}
    }

    /** Reads the header {@code Range}; several ranges at once are answered with the whole. */
    static Asked of(@Nullable String header, long size) {
        Matcher matcher = ONE.matcher(header == null ? "" : header.replace(" ", ""));
        if (!matcher.matches()) {
            return new Asked.Whole();
        }
        Optional<Long> first = number(matcher.group(1));
        Optional<Long> last = number(matcher.group(2));
        if (first.isEmpty()) {
            return last.map(suffix -> suffix(suffix, size)).orElseGet(Asked.Whole::new);
        }
        long from = first.get();
        long to = Math.min(last.orElse(size - 1), size - 1);
        if (last.isPresent() && last.get() < from) {
            return new Asked.Whole();
        }
        return from >= size
                ? new Asked.Nowhere()
                : new Asked.Part(new ByteRange(from, to - from + 1));
    }

    /** The header {@code Content-Range}. */
    String of(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }

    /** That part of it. */
    Buffer of(Buffer whole) {
        return whole.slice((int) from, (int) (from + length));
    }

    private static Asked suffix(long suffix, long size) {
        long length = Math.min(suffix, size);
        return length == 0
                ? new Asked.Nowhere()
                : new Asked.Part(new ByteRange(size - length, length));
    }

    private static Optional<Long> number(String figures) {
        return figures.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(figures));
    }
}
