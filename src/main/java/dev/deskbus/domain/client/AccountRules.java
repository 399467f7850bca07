package dev.deskbus.domain.client;

import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says of an integration's WeChat service account.
 *
 * @param url base of its callbacks; null for that of the settings, which only the default
 *     integration has
 * @param mediaUrl null for the host of the callbacks
 * @param accountId null for its {@code epid}
 */
public record AccountRules(
        @Nullable String url,
        @Nullable String mediaUrl,
        @Nullable String accountId,
        boolean numericStatus,
        RatingPath ratingPath) {
    private static final String ARI = "/ari";

    /** The account at that base, which may end with {@code /ari} already. */
    public ServiceAccount at(String base) {
        String bare = base.endsWith(ARI) ? base.substring(0, base.length() - ARI.length()) : base;
        return new ServiceAccount(
                bare + ARI,
                mediaUrl == null ? bare : mediaUrl,
                accountId,
                numericStatus,
                ratingPath);
    }
}
