package dev.deskbus.port;

import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.WantedMedia;
import io.vertx.core.Future;

/** Makes one attempt to fetch something into the file store; never fails, never retries. */
@FunctionalInterface
public interface MediaSource {
    /** Fetches it and says how it went. */
    Future<MediaOutcome> fetch(WantedMedia wanted);
}
