package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Seen;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.WaitingLines;
import dev.deskbus.port.WaitingLines.Ended;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows one console who waits, whatever is lost on the way (reliability R10): events are hints,
 * those that tell nothing new are dropped, and the rows tell what no event told. Knows a screenful
 * of requests; whoever waits beyond is only hinted at. Used in the console's context, one call at a
 * time.
 */
final class KfWaitingList {
    static final int MOST = 256;
    private static final int MOST_ENDED = 256;

    private final WaitingLines lines;
    private final AgentDirectory directory;
    private final KfPushes pushes;
    private final AgentId me;
    private final Screen screen;
    private final Map<RequestId, Shown> shown = new LinkedHashMap<>();

    /** Those that wait no more; who took one that is shown still may not be known yet. */
    private final Set<RequestId> ended = new LinkedHashSet<>();

    KfWaitingList(KfPorts ports, KfPushes pushes, AgentId me, Screen screen) {
        this.lines = ports.lines();
        this.directory = ports.directory();
        this.pushes = pushes;
        this.me = me;
        this.screen = screen;
    }

    private record Shown(Client client, Seen seen) {
        /** A node of an older release asks without a number. */
        boolean isNews(RequestWaiting waiting) {
            boolean asksWithout = waiting.offer() == 0 && waiting.offeredTo() != null;
            return seen.isNews(waiting) || (asksWithout && !seen.forMe());
        }
    }

    /** What the console can ask for itself after its login, and may take. */
    void begin(List<InLine> known) {
        known.stream().filter(each -> isForMe(each.offeredTo())).forEach(this::note);
    }

    /**
     * After a take-over the new owner of the queue tells again of everybody, and after an offer all
     * are told what one was: that is no news.
     */
    Future<Void> onWaiting(RequestWaiting waiting) {
        RequestId request = waiting.request();
        if (isForMe(waiting.offeredTo()) && !ended.contains(request)) {
            Shown before = shown.getOrDefault(request, new Shown(waiting.client(), Seen.NOTHING));
            RequestWaiting news = waiting.with(waiting.beyond(before.seen().said()));
            boolean isNews = !shown.containsKey(request) || before.isNews(waiting);
            if (isNews && screen.push(pushes.waitListPush(news))) {
                note(request, new Shown(before.client(), before.seen().with(news)));
            }
        }
        return done();
    }

    /**
     * Only its taking is shown, with the number of who took it (decision KF-19). Of a request that
     * nobody seems to have taken the owner may not know better: the next digest looks at its row.
     * What is told of it after this is old.
     */
    Future<Void> onGone(RequestGone gone) {
        boolean isNew = markEnded(gone.request()) || shown.containsKey(gone.request());
        return gone.takenBy() == null || !isNew
                ? done()
                : end(gone.request(), gone.client(), gone.takenBy());
    }

    /** Repairs what differs from the lines as they were a moment ago. */
    Future<Void> digest(List<InLine> waiting) {
        Set<RequestId> gone = new HashSet<>(shown.keySet());
        for (InLine each : waiting) {
            gone.remove(each.request());
            if (isForMe(each.offeredTo())
                    && !ended.contains(each.request())
                    && isRoomFor(each.request())
                    && !catchUp(each)) {
                return done();
            }
        }
        return gone.isEmpty()
                ? done()
                : screen.here(lines.findEnded(gone)).compose(all -> endAll(List.copyOf(all)));
    }

    /** False when the console takes no more now. */
    private boolean catchUp(InLine each) {
        Shown before = shown.get(each.request());
        long missing = before == null ? each.said() : each.said() - before.seen().said();
        if (before != null && !before.seen().isNews(each)) {
            return true;
        }
        int there = each.lastMessages().size();
        int first = Math.clamp(there - missing, 0, there);
        boolean isTaken =
                screen.push(
                        pushes.waitListPush(
                                new RequestWaiting(
                                        each.queue(),
                                        each.request(),
                                        each.client(),
                                        each.offeredTo(),
                                        each.offer(),
                                        each.said(),
                                        each.lastMessages().subList(first, there),
                                        each.at())));
        if (isTaken) {
            note(each);
        }
        return isTaken;
    }

    private Future<Void> endAll(List<Ended> all) {
        Future<Void> turn = done();
        for (Ended each : all) {
            turn = turn.compose(_ -> end(each));
        }
        return turn;
    }

    private Future<Void> end(Ended each) {
        Shown was = shown.get(each.request());
        if (was == null) {
            return done();
        }
        return end(each.request(), was.client(), each.takenBy());
    }

    private Future<Void> end(RequestId request, Client client, @Nullable AgentId taker) {
        if (taker == null || taker.equals(me)) {
            forget(request);
            return done();
        }
        return screen.here(directory.findAgent(taker))
                .map(found -> found.map(Agent::number))
                .otherwise(Optional.empty())
                .map(
                        number -> {
                            if (screen.push(
                                    pushes.connectPush(request, client, number.orElse(null)))) {
                                forget(request);
                            }
                            return null;
                        });
    }

    private void note(InLine each) {
        note(each.request(), new Shown(each.client(), Seen.of(each)));
    }

    private void note(RequestId request, Shown is) {
        if (isRoomFor(request)) {
            shown.put(request, is);
        }
    }

    private void forget(RequestId request) {
        shown.remove(request);
        markEnded(request);
    }

    /** Nothing of it is shown any more, however late it comes; false when that was known. */
    private boolean markEnded(RequestId request) {
        boolean isNew = ended.add(request);
        if (ended.size() > MOST_ENDED) {
            ended.remove(ended.iterator().next());
        }
        return isNew;
    }

    private boolean isRoomFor(RequestId request) {
        return shown.size() < MOST || shown.containsKey(request);
    }

    private boolean isForMe(@Nullable AgentId offeredTo) {
        return offeredTo == null || offeredTo.equals(me);
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
