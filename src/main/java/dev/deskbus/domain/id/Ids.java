package dev.deskbus.domain.id;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;

/** The checks that ids share. */
final class Ids {
    private static final int LONGEST = 64;

    /** Ids are JSON numbers below 2^53 (decision R12). */
    private static final long LARGEST = (1L << 53) - 1;

    private Ids() {}

    /** A dot in an id would forge an address, so only letters, digits, underscore and hyphen. */
    static boolean isToken(String value) {
        return !value.isEmpty()
                && value.length() <= LONGEST
                && value.chars().allMatch(Ids::isTokenCharacter);
    }

    static void requireToken(String value, String what) {
        if (!isToken(value)) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "not a valid " + what);
        }
    }

    static void requirePositive(long value, String what) {
        if (value <= 0 || value > LARGEST) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "not a valid " + what);
        }
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }
}
