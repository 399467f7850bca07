package dev.deskbus.bench.load;

import io.vertx.core.buffer.Buffer;

/** Looks into bytes without making strings of them. */
final class Bytes {
    private Bytes() {}

    /**
     * Where the bytes after the first occurrence begin, whatever its case; -1 when there is none.
     */
    static int after(Buffer in, byte[] lower, int from, int to) {
        for (int i = from; i <= to - lower.length; i++) {
            if (matches(in, lower, i)) {
                return i + lower.length;
            }
        }
        return -1;
    }

    private static boolean matches(Buffer in, byte[] lower, int at) {
        for (int i = 0; i < lower.length; i++) {
            byte b = in.getByte(at + i);
            if (b != lower[i] && (b < 'A' || b > 'Z' || b + ('a' - 'A') != lower[i])) {
                return false;
            }
        }
        return true;
    }

    /** The digits there, after any blanks. */
    static long number(Buffer in, int from) {
        int i = from;
        while (i < in.length() && in.getByte(i) == ' ') {
            i++;
        }
        long value = 0;
        while (i < in.length() && in.getByte(i) >= '0' && in.getByte(i) <= '9') {
            value = value * 10 + in.getByte(i) - '0';
            i++;
        }
        return value;
    }
}
