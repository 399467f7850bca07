package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets where a stream goes on: at what the console says that it has, and never in a session that is
 * not its agent's. What it does not name begins at the beginning.
 */
record WebResumption(ConversationViews views, Agent me, Screen screen, Following following) {
    /** {@code open} are all open sessions of the agent. */
    Future<Void> begin(Map<SessionId, Long> has, List<Standing> open) {
        Map<SessionId, Long> others = new HashMap<>(has);
        for (Standing each : open) {
            Long known = others.remove(each.session());
            if (known != null) {
                begin(each.session(), each.client(), Math.min(known, each.lastSeq()));
            }
        }
        Future<Void> turn = Future.succeededFuture();
        for (Map.Entry<SessionId, Long> each : others.entrySet()) {
            turn = turn.compose(_ -> look(each.getKey(), each.getValue()));
        }
        return turn;
    }

    private void begin(SessionId session, Client client, long seq) {
        following.begin(List.of(new Standing(me.id(), session, client, seq, Instant.EPOCH)));
    }

    /** It ended, or the agent has left it. */
    private Future<Void> look(SessionId session, long seq) {
        return screen.here(views.findSession(session))
                .compose(
                        found ->
                                found.filter(view -> view.tenant().equals(me.tenant()))
                                        .filter(view -> view.agents().contains(me.id()))
                                        .map(view -> look(view, seq))
                                        .orElseGet(() -> tellGone(session)));
    }

    private Future<Void> look(SessionView view, long seq) {
        return screen.here(views.findClient(me.tenant(), view.client()))
                .compose(
                        found -> {
                            if (found.isEmpty()) {
                                return tellGone(view.id());
                            }
                            begin(view.id(), found.get(), seq);
                            return Future.succeededFuture();
                        });
    }

    private Future<Void> tellGone(SessionId session) {
        screen.push(WebPushes.left(session));
        return Future.succeededFuture();
    }
}
