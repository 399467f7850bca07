package dev.deskbus.actor.media;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import dev.deskbus.port.MediaSource;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.MediaStore.Due;
import dev.deskbus.port.MediaStore.Taking;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what clients of this node's shards showed by an id; one per node. Its rows are the truth,
 * so what a node had begun when it died, another begins again. A wake is a hint; a sweep finds what
 * nobody woke.
 */
public final class MediaCollector extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MediaCollector.class);

    private final MediaStore store;
    private final MediaSource source;
    private final Lease lease;
    private final CollectRules rules;
    private final MediaCounts counts;
    private final Map<FileId, Taken> underWay = new HashMap<>();
    private boolean sweeping;
    private boolean woken;
    private boolean started;

    /** A collector that adds what it does to {@code counts}. */
    public MediaCollector(
            MediaStore store,
            MediaSource source,
            Lease lease,
            CollectRules rules,
            MediaCounts counts) {
        this.store = store;
        this.source = source;
        this.lease = lease;
        this.rules = rules;
        this.counts = counts;
    }

    /** Something that is under way, and under which ownership. */
    private record Taken(Fence fence, Due due) {}

    @Override
    public Future<?> start() {
        started = true;
        vertx.setPeriodic(rules.sweepEvery().toMillis(), _ -> sweep());
        return Future.succeededFuture();
    }

    /** There may be something new. May be called on any thread. */
    public void wake() {
        if (context != null) {
            context.runOnContext(_ -> sweep());
        }
    }

    /**
     * That shard will be given back: what is under way there is the next owner's to begin again, at
     * once. May be called on any thread.
     */
    public Future<Void> finish(Fence fence) {
        return Future.future(
                quiet ->
                        context.runOnContext(
                                _ ->
                                        Future.join(
                                                        underWay.values().stream()
                                                                .filter(
                                                                        taken ->
                                                                                taken.fence()
                                                                                        .equals(
                                                                                                fence))
                                                                .map(this::giveBack)
                                                                .toList())
                                                .<Void>mapEmpty()
                                                .otherwiseEmpty()
                                                .onComplete(quiet)));
    }

    private void sweep() {
        List<Fence> fences = lease.fences();
        int room = rules.places() - underWay.size();
        if (sweeping || !started || fences.isEmpty() || room <= 0) {
            woken = sweeping;
            return;
        }
        sweeping = true;
        woken = false;
        store.takeDue(
                        fences,
                        full(),
                        new Taking(rules.patience(), rules.placesPerIntegration(), room))
                .onFailure(MediaCollector::onStoreFailed)
                .otherwise(List.of())
                .onSuccess(
                        due -> {
                            sweeping = false;
                            due.forEach(each -> begin(fences, each));
                            if (woken) {
                                sweep();
                            }
                        });
    }

    /** Whose places are all taken. */
    private Set<String> full() {
        return underWay.values().stream()
                .collect(groupingBy(taken -> integration(taken.due()), counting()))
                .entrySet()
                .stream()
                .filter(each -> each.getValue() >= rules.placesPerIntegration())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private void begin(List<Fence> fences, Due due) {
        Shard shard = Shard.of(due.wanted().client());
        fences.stream()
                .filter(fence -> fence.shard().equals(shard))
                .findFirst()
                .map(fence -> new Taken(fence, due))
                .ifPresent(this::begin);
    }

    private void begin(Taken taken) {
        if (underWay.putIfAbsent(taken.due().promised(), taken) != null) {
            return;
        }
        counts.onBegin();
        source.fetch(taken.due().wanted())
                .otherwise(failure -> new Missed(String.valueOf(failure)))
                .compose(outcome -> settle(taken, outcome))
                .onComplete(
                        (_, _) ->
                                context.runOnContext(
                                        _ -> {
                                            counts.onEnd();
                                            underWay.remove(taken.due().promised());
                                            sweep();
                                        }));
    }

    private Future<Written> settle(Taken taken, MediaOutcome outcome) {
        Optional<Duration> retryAfter =
                outcome instanceof Missed
                        ? rules.plan().after(taken.due().attempt())
                        : Optional.empty();
        return store.settle(taken.fence(), taken.due().promised(), outcome, retryAfter)
                .onSuccess(written -> onSettled(taken, outcome, written, retryAfter.isPresent()))
                .onFailure(MediaCollector::onStoreFailed);
    }

    private Future<Written> giveBack(Taken taken) {
        return store.settle(
                taken.fence(),
                taken.due().promised(),
                new Missed("its shard moves"),
                Optional.of(Duration.ZERO));
    }

    private void onSettled(Taken taken, MediaOutcome outcome, Written written, boolean again) {
        if (written != Written.STORED) {
            return;
        }
        switch (outcome) {
            case Fetched _ -> counts.onFetched();
            case Missed _ when again -> counts.onMissed();
            case Missed(var why) -> onLost(taken, why);
            case Lost(var why) -> onLost(taken, why);
        }
    }

    private void onLost(Taken taken, String why) {
        counts.onLost();
        LOG.atWarn()
                .addKeyValue("integration", integration(taken.due()))
                .addKeyValue("kind", taken.due().wanted().kind())
                .addKeyValue("session", taken.due().wanted().session())
                .addKeyValue("attempt", taken.due().attempt())
                .addKeyValue("reason", why)
                .log("media given up");
    }

    private static String integration(Due due) {
        return due.wanted().user().integration();
    }

    private static void onStoreFailed(Throwable cause) {
        LOG.atWarn().addKeyValue("cause", cause.toString()).log("media store does not answer");
    }
}
