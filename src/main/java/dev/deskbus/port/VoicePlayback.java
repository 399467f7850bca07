package dev.deskbus.port;

import dev.deskbus.domain.file.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Makes voices that browsers do not play into such as they do (decision V2-22). */
public interface VoicePlayback {
    /** Nothing is made of anything. */
    VoicePlayback NONE = _ -> Future.succeededFuture(Optional.empty());

    /** The voice as MP3; empty when the file is no such voice, or cannot be made into one. */
    Future<Optional<Buffer>> toMp3(StoredFile file);
}
