package dev.deskbus.domain.client;

import org.jspecify.annotations.Nullable;

/**
 * How an integration signs what it sends, and what is signed for it (decision G-10).
 *
 * @param key of the two MD5 rules, the header's and the form's; null for none
 * @param hmacSecret of the HMAC header, both ways; null for none
 */
public record Signing(Rule rule, @Nullable String key, @Nullable String hmacSecret) {
    /** Nothing to sign with, and nothing demanded. */
    public static final Signing NONE = new Signing(Rule.OPTIONAL, null, null);

    /** What is demanded of a request. */
    public enum Rule {
        /** Signatures are not looked at. */
        OFF,
        /** A signature that is there must be right. */
        OPTIONAL,
        /** A right signature must be there. */
        REQUIRED
    }

    @Override
    public String toString() {
        return "Signing[" + rule + "]";
    }
}
