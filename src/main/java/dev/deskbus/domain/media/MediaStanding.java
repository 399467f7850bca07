package dev.deskbus.domain.media;

import dev.deskbus.domain.id.FileId;

/** How it stands with something that is served under an id of its own. */
public sealed interface MediaStanding {
    /** It is being fetched. */
    record Expected() implements MediaStanding {}

    /** It is that file. */
    record Here(FileId file) implements MediaStanding {}

    /** It will never be there. */
    record Gone() implements MediaStanding {}
}
