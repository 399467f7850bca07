package dev.deskbus.domain.media;

import dev.deskbus.domain.id.FileId;

/** How one attempt to fetch something ended. */
public sealed interface MediaOutcome {
    /** It is in the file store. */
    record Fetched(FileId file) implements MediaOutcome {}

    /** Worth another attempt. */
    record Missed(String why) implements MediaOutcome {}

    /** It cannot be had, or must not be kept. */
    record Lost(String why) implements MediaOutcome {}
}
