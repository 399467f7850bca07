package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.gateway.console.Screen;
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
    private static final int MOST_ENDED = 64;

    private final WaitingLines lines;
    private final AgentDirectory directory;
    private final KfPushes pushes;
    private final AgentId me;
    private final Screen screen;
    private final Map<RequestId, Shown> shown = new LinkedHashMap<>();
    private final Set<RequestId> ended = new LinkedHashSet<>();

    KfWaitingList(KfPorts ports, KfPushes pushes, AgentId me, Screen screen) {
        this.lines = ports.lines();
        this.directory = ports.directory();
        this.pushes = pushes;
        this.me = me;
        this.screen = screen;
    }

    /** So many of its words have been shown. */
    private record Shown(Client client, long said) {}

    /** What the console can ask for itself after its login. */
    void begin(List<InLine> known) {
        known.forEach(each -> note(each.request(), each.client(), each.said()));
    }

    /** After a take-over the new owner of the queue tells again of everybody: that is no news. */
    Future<Void> onWaiting(RequestWaiting waiting) {
        Shown before = shown.get(waiting.request());
        boolean isNews =
                before == null || waiting.offeredTo() != null || !waiting.messages().isEmpty();
        if (isForMe(waiting.offeredTo())
                && !ended.contains(waiting.request())
                && isNews
                && screen.push(pushes.waitListPush(waiting))) {
            long said = before == null ? 0 : before.said();
            note(waiting.request(), waiting.client(), said + waiting.messages().size());
        }
        return done();
    }

    /**
     * Only its taking is shown, with the number of who took it (decision KF-19). Of a request that
     * nobody seems to have taken the owner may not know better: the next digest looks at its row.
     */
    Future<Void> onGone(RequestGone gone) {
        if (gone.takenBy() == null || ended.contains(gone.request())) {
            return done();
        }
        return end(gone.request(), gone.client(), gone.takenBy());
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
        long missing = before == null ? each.said() : each.said() - before.said();
        if (before != null && missing <= 0) {
            return true;
        }
        int there = each.lastMessages().size();
        int first = (int) Math.max(0, there - missing);
        boolean isTaken =
                screen.push(
                        pushes.waitListPush(
                                new RequestWaiting(
                                        each.queue(),
                                        each.request(),
                                        each.client(),
                                        each.offeredTo(),
                                        each.lastMessages().subList(first, there),
                                        each.at())));
        if (isTaken) {
            note(each.request(), each.client(), each.said());
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
                            if (screen.push(pushes.connectPush(client, number.orElse(null)))) {
                                forget(request);
                            }
                            return null;
                        });
    }

    private void note(RequestId request, Client client, long said) {
        if (isRoomFor(request)) {
            shown.put(request, new Shown(client, said));
        }
    }

    /** Nothing of that request is shown any more, however late it comes. */
    private void forget(RequestId request) {
        shown.remove(request);
        ended.add(request);
        if (ended.size() > MOST_ENDED) {
            ended.remove(ended.iterator().next());
        }
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
