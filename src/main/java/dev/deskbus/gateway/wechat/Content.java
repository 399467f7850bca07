package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.session.Message.Media;
import org.jspecify.annotations.Nullable;

/** What a person sent, as it came: nothing of it is fetched yet. */
sealed interface Content {
    /** Words, or a link in words (decision WX-31). */
    record Words(String text) implements Content {}

    /**
     * Something that lies at the account's host (decision WX-15).
     *
     * @param name what to call it here
     * @param thumbMediaId of a small picture of it
     */
    record Shown(Media.Kind kind, String mediaId, String name, @Nullable String thumbMediaId)
            implements Content {}

    /** A place on a map (decision WX-14). */
    record Place(double latitude, double longitude, @Nullable String label) implements Content {}
}
