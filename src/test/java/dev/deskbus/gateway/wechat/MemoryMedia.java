package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.port.Fence;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is wanted; fetches nothing. */
final class MemoryMedia implements MediaStore {
    final List<WantedMedia> wanted = new CopyOnWriteArrayList<>();
    private final Map<String, FileId> ids = new ConcurrentHashMap<>();

    @Override
    public Future<FileId> promise(WantedMedia one, String key) {
        return Future.succeededFuture(
                ids.computeIfAbsent(
                        key,
                        _ -> {
                            wanted.add(one);
                            return new FileId("%032x".formatted(wanted.size()));
                        }));
    }

    @Override
    public Future<Optional<MediaStanding>> find(FileId promised) {
        throw new AssertionError("nothing is served here");
    }

    @Override
    public Future<List<Due>> takeDue(List<Fence> fences, Set<String> full, Taking taking) {
        throw new AssertionError("nothing is fetched here");
    }

    @Override
    public Future<Written> settle(
            Fence fence, FileId promised, MediaOutcome outcome, Optional<Duration> retryAfter) {
        throw new AssertionError("nothing is fetched here");
    }
}
