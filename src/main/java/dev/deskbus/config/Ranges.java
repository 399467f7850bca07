package dev.deskbus.config;

import java.net.InetAddress;

/** Ranges of addresses as they are written in files. */
final class Ranges {
    private static final int SHORTEST_PREFIX = 8;

    private Ranges() {}

    /** Whether it is an address, or a CIDR range. */
    static boolean isRange(String text) {
        String[] parts = text.split("/", -1);
        try {
            int bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
            return parts.length == 1
                    || (parts.length == 2
                            && parts[1].matches("[0-9]{1,3}")
                            && Integer.parseInt(parts[1]) <= bits);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a range holds so much that it keeps nobody out: more than a 256th of all. */
    static boolean isWideOpen(String range) {
        String[] parts = range.split("/", -1);
        return parts.length == 2 && Integer.parseInt(parts[1]) < SHORTEST_PREFIX;
    }
}
