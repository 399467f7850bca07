package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.VisitorStore.Asked;
import dev.deskbus.port.VisitorStore.Receipt;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows one visitor's socket where its requests stand, and how each ended (decision V2-47): what
 * was said last is compared with the rows.
 */
final class CwsWaiting {
    private static final int MOST = 64;

    private final ConversationViews views;
    private final CwsScreen screen;
    private final CwsMail mail;
    private final boolean showsAccepted;
    private final Map<RequestId, Asked> told = new LinkedHashMap<>();

    /** {@code showsAccepted} is the word of the integration: some clients stumble over status 1. */
    CwsWaiting(ConversationViews views, CwsScreen screen, CwsMail mail, boolean showsAccepted) {
        this.views = views;
        this.screen = screen;
        this.mail = mail;
        this.showsAccepted = showsAccepted;
    }

    /** Whether one of them waits. */
    boolean isWaiting() {
        return told.values().stream().anyMatch(CwsWaiting::waits);
    }

    /** These wait, or ended without the visitor's knowing; it was so a moment ago. */
    Future<Void> digest(List<Asked> requests) {
        requests.forEach(this::tell);
        Future<Void> done = Future.succeededFuture();
        for (Asked asked : List.copyOf(told.values())) {
            boolean isThere = requests.stream().anyMatch(each -> each.id().equals(asked.id()));
            if (waits(asked) && !isThere) {
                done = done.compose(_ -> lookAt(asked));
            }
        }
        return done;
    }

    /** It waits no more; its row says how it ended. */
    private Future<Void> lookAt(Asked asked) {
        return screen.here(views.findRequest(asked.id()))
                .map(
                        found -> {
                            found.map(view -> now(asked, view)).ifPresent(this::tell);
                            return null;
                        });
    }

    private static Asked now(Asked before, RequestView view) {
        return new Asked(view.id(), view.status(), view.position(), before.handsOver());
    }

    private void tell(Asked asked) {
        Asked before = told.get(asked.id());
        if (asked.equals(before) || (before != null && !waits(before))) {
            return;
        }
        if (before == null) {
            mail.note(new Receipt.OfRequest(asked.id(), false));
        }
        if (!isShown(asked)) {
            mail.note(new Receipt.OfRequest(asked.id(), true));
            remember(asked);
        } else if (mail.push(parcel(asked))) {
            if (!waits(asked) && !mail.asksForReceipts()) {
                mail.note(new Receipt.OfRequest(asked.id(), true));
            }
            remember(asked);
        }
    }

    /** Who cancelled knows it (decision V2-19). */
    private boolean isShown(Asked asked) {
        return switch (asked.status()) {
            case CANCELED_BY_CLIENT -> false;
            case ACCEPTED -> showsAccepted;
            case WAITING, REFUSED, TIMEOUT, DROPPED, NO_AGENT_ONLINE, OFF_HOUR -> true;
        };
    }

    private static Parcel parcel(Asked asked) {
        ObjectNode push = CwsPushes.requestStatus(asked);
        return waits(asked) ? Parcel.ofPlace(asked.id(), push) : Parcel.ofEnd(asked.id(), push);
    }

    private void remember(Asked asked) {
        told.put(asked.id(), asked);
        if (told.size() > MOST) {
            told.remove(told.keySet().iterator().next());
        }
    }

    private static boolean waits(Asked asked) {
        return asked.status() == RequestStatus.WAITING;
    }
}
