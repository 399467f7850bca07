package dev.deskbus.domain.client;

import org.jspecify.annotations.Nullable;

/**
 * A WeChat service account: where its host is called, and how that host wants it.
 *
 * @param url base of its callbacks, with {@code /ari} and no slash at its end
 * @param mediaUrl before {@code /wechat/…?file=…} (decision WX-15); no slash at its end
 * @param accountId what it is called in that address; null when that is its {@code epid} (WX-16)
 * @param numericStatus numbers instead of texts in {@code updateRequestStatus} (decision WX-18)
 */
public record ServiceAccount(
        String url,
        String mediaUrl,
        @Nullable String accountId,
        boolean numericStatus,
        RatingPath ratingPath) {
    /** Which of the two readings of {@code /ari//pushRating} (decision WX-17). */
    public enum RatingPath {
        /** One slash; when that is not there, the document's own two. */
        FIND,
        /** One slash. */
        PLAIN,
        /** Two slashes, as the document prints it. */
        LITERAL
    }
}
