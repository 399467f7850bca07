package dev.deskbus.port;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.domain.media.WantedMedia;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be fetched from third parties, on disk before anybody is told of it. */
public interface MediaStore {
    /**
     * Notes that it is to be fetched, and under which id it is served from now on. The same client
     * and key: the same id.
     */
    Future<FileId> promise(WantedMedia wanted, String key);

    /** How it stands; empty for an id that was never promised. */
    Future<Optional<MediaStanding>> find(FileId promised);

    /**
     * What is due in these shards, its attempt counted up and on disk before it is returned. What
     * is taken and not settled comes again when the patience is over.
     *
     * @param full integrations of which nothing is wanted now
     */
    Future<List<Due>> takeDue(List<Fence> fences, Set<String> full, Taking taking);

    /** Notes how the attempt ended; {@code retryAfter} empty makes a failure final. */
    Future<Written> settle(
            Fence fence, FileId promised, MediaOutcome outcome, Optional<Duration> retryAfter);

    /**
     * How much is taken.
     *
     * @param patience how long what is taken stays taken
     * @param each at most so many of one integration
     * @param limit at most so many
     */
    record Taking(Duration patience, int each, int limit) {}

    /** One thing, taken for its {@code attempt}-th attempt. */
    record Due(FileId promised, int attempt, WantedMedia wanted) {}
}
