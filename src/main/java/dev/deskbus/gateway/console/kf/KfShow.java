package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.gateway.console.Turns;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides what one agent's console is shown of what happens, and as which push. One event after the
 * other, though some of them need a look-up.
 */
final class KfShow implements Show {
    private static final String DISCONNECT_PUSH = "disconnect_push";
    private static final String TYPING = "typing";
    private static final String PREVIEW = "preview";

    private final KfPushes pushes;
    private final AgentId me;
    private final Set<String> features;
    private final Screen screen;
    private final Following following;
    private final KfWaitingList waitingList;
    private final Turns turns = new Turns();

    /** For this agent, at a console that announced these features (decision KF-40). */
    KfShow(KfPorts ports, KfPushes pushes, AgentId me, Set<String> features, Screen screen) {
        this.pushes = pushes;
        this.me = me;
        this.features = features;
        this.screen = screen;
        this.following =
                new Following(
                        ports.views(),
                        me,
                        screen,
                        new KfFrames(pushes, features.contains(DISCONNECT_PUSH), screen));
        this.waitingList = new KfWaitingList(ports, pushes, me, screen);
    }

    @Override
    public void begin(Known known) {
        following.begin(known.open());
        waitingList.begin(known.waiting());
    }

    @Override
    public void show(ConsoleEvent event) {
        turns.offer(() -> act(event));
    }

    /** By any thread. */
    @Override
    public Future<Void> digest(Known known) {
        return screen.enter(() -> turns.take(() -> repair(known)));
    }

    private Future<Void> repair(Known known) {
        return following.digest(known.open()).compose(_ -> waitingList.digest(known.waiting()));
    }

    private Future<Void> act(ConsoleEvent event) {
        return switch (event) {
            case RequestGone gone -> waitingList.onGone(gone);
            case RequestWaiting waiting -> waitingList.onWaiting(waiting);
            case SessionAssigned assigned -> following.onAssigned(assigned);
            case SessionClientChanged changed -> following.onClientChanged(changed);
            case SessionSaid said -> following.onSaid(said);
            case SessionSignalled signal ->
                    only(features.contains(feature(signal)), () -> signalled(signal));
            case SessionEnded ended -> following.onEnded(ended);
            case SessionLeft left -> following.onLeft(left);
            case SessionMoved moved ->
                    only(isOther(moved.by()), () -> pushes.transferPush(moved.client()));
            case SessionAgentsChanged _ -> nothing();
            case AgentCame(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.loginPush(number, name, at));
            case AgentWent(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.logoutPush(number, name, at));
            case AgentStatusChanged changed ->
                    only(isOther(changed.agent()), () -> pushes.statusPush(changed));
            case LoggedInElsewhere _ -> nothing();
        };
    }

    private JsonObject signalled(SessionSignalled signal) {
        return switch (signal.kind()) {
            case TYPING -> pushes.typingPush(signal.client());
            case PREVIEW ->
                    pushes.previewPush(
                            signal.client(), Objects.requireNonNullElse(signal.text(), ""));
        };
    }

    private static String feature(SessionSignalled signal) {
        return switch (signal.kind()) {
            case TYPING -> TYPING;
            case PREVIEW -> PREVIEW;
        };
    }

    private boolean isOther(AgentId agent) {
        return !agent.equals(me);
    }

    private Future<Void> only(boolean isShown, Supplier<JsonObject> push) {
        if (isShown) {
            screen.push(push.get());
        }
        return nothing();
    }

    private static Future<Void> nothing() {
        return Future.succeededFuture();
    }
}
