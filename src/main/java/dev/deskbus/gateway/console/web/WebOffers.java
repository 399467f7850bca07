package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Seen;
import dev.deskbus.port.WaitingLines;
import dev.deskbus.port.WaitingLines.Ended;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows one console whom its agent may take. Events are hints; the rows tell what no event told,
 * and are a moment old: what has just come is not in them, and what has just gone still is. Used in
 * the console's context, one call at a time.
 */
final class WebOffers {
    static final int MOST = 256;
    private static final int MOST_GONE = 64;

    private final WaitingLines lines;
    private final AgentId me;
    private final Screen screen;

    private final Map<RequestId, Seen> shown = new LinkedHashMap<>();

    private final Set<RequestId> gone = new LinkedHashSet<>();

    WebOffers(WaitingLines lines, AgentId me, Screen screen) {
        this.lines = lines;
        this.me = me;
        this.screen = screen;
    }

    /** Those who wait that this agent may take. */
    static List<InLine> of(AgentId agent, List<InLine> waiting) {
        return waiting.stream()
                .filter(each -> each.offeredTo() == null || each.offeredTo().equals(agent))
                .limit(MOST)
                .toList();
    }

    /** These were shown, and no others. */
    void begin(List<InLine> offers) {
        shown.clear();
        gone.clear();
        offers.forEach(this::put);
    }

    Collection<RequestId> shown() {
        return shown.keySet();
    }

    /**
     * After a take-over the new owner of the queue tells again of everybody, and after an offer all
     * are told what one was: no word of that is news.
     */
    void onWaiting(RequestWaiting waiting) {
        RequestId request = waiting.request();
        if (!isForMe(waiting.offeredTo())) {
            if (shown.containsKey(request)) {
                takeBack(request);
            }
            return;
        }
        Seen before = shown.getOrDefault(request, Seen.NOTHING);
        RequestWaiting news = waiting.with(waiting.beyond(before.said()));
        boolean isNews =
                !shown.containsKey(request)
                        || before.isNews(waiting)
                        || before.forMe() != (waiting.offeredTo() != null);
        if (isNews
                && !gone.contains(request)
                && screen.push(WebPushes.offer(news))
                && isRoomFor(request)) {
            shown.put(request, before.with(news));
        }
    }

    void onGone(RequestGone event) {
        if (shown.containsKey(event.request())) {
            end(event.request(), event.takenBy());
        } else {
            forget(event.request());
        }
    }

    /** Repairs what differs from the lines as they were a moment ago. */
    Future<Void> digest(List<InLine> waiting) {
        Set<RequestId> missing = new HashSet<>(shown.keySet());
        for (InLine each : waiting) {
            missing.remove(each.request());
            if (!gone.contains(each.request())) {
                repair(each);
            }
        }
        return missing.isEmpty()
                ? Future.succeededFuture()
                : screen.here(lines.findEnded(missing)).map(this::endAll);
    }

    private void repair(InLine each) {
        RequestId request = each.request();
        Seen before = shown.get(request);
        if (!isForMe(each.offeredTo())) {
            if (before != null) {
                takeBack(request);
            }
            return;
        }
        boolean isNews = before == null || before.isNews(each);
        if (isNews && isRoomFor(request) && screen.push(WebPushes.offer(each, isMine(each)))) {
            put(each);
        }
    }

    private boolean isMine(InLine each) {
        return me.equals(each.offeredTo());
    }

    private @Nullable Void endAll(List<Ended> all) {
        for (Ended each : all) {
            if (shown.containsKey(each.request())) {
                end(each.request(), each.takenBy());
            }
        }
        return null;
    }

    private void end(RequestId request, @Nullable AgentId takenBy) {
        if (screen.push(WebPushes.offerGone(request, takenBy))) {
            forget(request);
        }
    }

    /** Somebody else is asked now; it may come back. */
    private void takeBack(RequestId request) {
        if (screen.push(WebPushes.offerGone(request, null))) {
            shown.remove(request);
        }
    }

    /** Nothing of that request is shown any more, however late it comes. */
    private void forget(RequestId request) {
        shown.remove(request);
        gone.add(request);
        if (gone.size() > MOST_GONE) {
            gone.remove(gone.iterator().next());
        }
    }

    private void put(InLine each) {
        shown.put(each.request(), Seen.of(each));
    }

    private boolean isRoomFor(RequestId request) {
        return shown.size() < MOST || shown.containsKey(request);
    }

    private boolean isForMe(@Nullable AgentId offeredTo) {
        return offeredTo == null || offeredTo.equals(me);
    }
}
