package dev.deskbus.domain.client;

import java.util.Set;

/**
 * What an integration may turn on, or leave out, and nobody else gets (docs/decisions/0051).
 *
 * @param logoutClosesSession type 2 ends the open session too (decision V2-1)
 * @param suppressKnownCreate leave out {@code create} where the answer to the request named the
 *     session already (decision V2-13)
 * @param ratingOptions say in {@code pushRating} what may be answered (decision V2-54)
 * @param notices which notices it wants beyond those that everybody gets (decision V2-45)
 */
public record Extras(
        boolean logoutClosesSession,
        boolean suppressKnownCreate,
        boolean ratingOptions,
        Set<Wish> notices) {
    /** Nothing is turned on. */
    public static final Extras NONE = new Extras(false, false, false, Set.of());

    public Extras {
        notices = Set.copyOf(notices);
    }

    /** A kind of notice that is sent to whoever wants it, and to nobody else. */
    public enum Wish {
        /** 2, beside {@code pushRating}. */
        RATING,
        /** 10: another agent was asked in. */
        INVITE,
        /** 11: another agent has it now. */
        TRANSFER,
        /** 12: an agent left. */
        LEFT,
        /** 99, said by an agent. */
        CUSTOM,
        /** 99: an agent has read what was said (decision V2-57). */
        READ,
        /** 99 for a word that was taken back, instead of 6 (decision V2-57). */
        REVOKE
    }
}
