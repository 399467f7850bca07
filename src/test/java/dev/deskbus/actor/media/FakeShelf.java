package dev.deskbus.actor.media;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.port.Fence;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What is wanted, in memory; nothing comes back by itself. */
final class FakeShelf implements MediaStore {
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean silent;
    private final List<Due> due = new ArrayList<>();
    private final List<String> settled = new CopyOnWriteArrayList<>();

    static ClientId client(int number) {
        return new ClientId("client-" + number);
    }

    void add(String integration, int number) {
        add(integration, number, 1);
    }

    synchronized void add(String integration, int number, int attempt) {
        due.add(
                new Due(
                        new FileId("%032x".formatted(number)),
                        attempt,
                        new WantedMedia(
                                new TenantId(1),
                                client(number),
                                new OuterId(Protocol.WECHAT, integration, "gh\no" + number),
                                Media.Kind.PICTURE,
                                "M" + number,
                                null,
                                null)));
    }

    /** Each with its number, how it ended, and when it comes again. */
    List<String> settled() {
        return List.copyOf(settled);
    }

    @Override
    public synchronized Future<List<Due>> takeDue(
            List<Fence> fences, Set<String> full, Taking taking) {
        asked.incrementAndGet();
        if (silent) {
            return Future.failedFuture("no database");
        }
        List<Due> taken = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (Iterator<Due> each = due.iterator(); each.hasNext(); ) {
            Due next = each.next();
            String integration = next.wanted().user().integration();
            if (!full.contains(integration)
                    && taken.size() < taking.limit()
                    && places.merge(integration, 1, Integer::sum) <= taking.each()) {
                taken.add(next);
                each.remove();
            }
        }
        return Future.succeededFuture(taken);
    }

    @Override
    public Future<Written> settle(
            Fence fence, FileId promised, MediaOutcome outcome, Optional<Duration> retryAfter) {
        settled.add(
                Integer.parseInt(promised.value(), 16)
                        + " "
                        + outcome.getClass().getSimpleName()
                        + retryAfter.map(wait -> " " + wait).orElse(""));
        return Future.succeededFuture(Written.STORED);
    }

    @Override
    public Future<FileId> promise(WantedMedia wanted, String key) {
        throw new AssertionError("the collector promises nothing");
    }

    @Override
    public Future<Optional<MediaStanding>> find(FileId promised) {
        throw new AssertionError("the collector looks nothing up");
    }
}
