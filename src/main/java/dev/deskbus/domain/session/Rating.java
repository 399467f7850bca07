package dev.deskbus.domain.session;

import org.jspecify.annotations.Nullable;

/**
 * How a client liked it (decision V2-30).
 *
 * @param ratingId which of the tenant's ratings; one that the directory does not know is kept too
 * @param comments its own words; empty for none
 * @param extend whatever else the third party attached, as text
 */
public record Rating(long ratingId, String comments, @Nullable String extend) {}
