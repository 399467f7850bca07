package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleEvent.Relayed;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.agent.ConsoleEvent.StatusForced;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.gateway.console.Digest;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.gateway.console.Turns;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides what one agent's console is shown of what happens, and as which push. One event after the
 * other, though some of them need a look-up.
 */
final class KfShow implements Show {
    private static final String DISCONNECT_PUSH = "disconnect_push";

    private final KfPushes pushes;
    private final AgentId me;
    private final Screen screen;
    private final String clientId;
    private final KfExtras extras;
    private final Following following;
    private final KfWaitingList waitingList;
    private final Turns turns = new Turns();

    /** For this agent, at a console that announced these features (decision KF-40). */
    KfShow(KfPorts ports, KfPushes pushes, AgentId me, KfClient client, Screen screen) {
        Set<String> features = client.features();
        this.pushes = pushes;
        this.me = me;
        this.screen = screen;
        this.clientId = client.id();
        KfColleagues colleagues = new KfColleagues(ports.directory(), screen);
        this.extras = new KfExtras(pushes, colleagues, screen, features);
        this.following =
                new Following(
                        ports.views(),
                        me,
                        screen,
                        new KfFrames(
                                pushes,
                                features.contains(DISCONNECT_PUSH),
                                features.contains(KfExtras.CUSTOMER_MESSAGE) ? colleagues : null,
                                extras,
                                screen));
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
    public Future<Void> digest(Digest digest) {
        return screen.enter(() -> turns.take(() -> repair(digest)));
    }

    /** Who waited is older than who talks: on the screen the talk must come last, too. */
    private Future<Void> repair(Digest digest) {
        return waitingList
                .digest(digest.waiting())
                .eventually(() -> following.digest(digest.sessions()));
    }

    @Override
    public boolean isBehind() {
        return following.isBehind();
    }

    private Future<Void> act(ConsoleEvent event) {
        return switch (event) {
            case RequestGone gone -> waitingList.onGone(gone);
            case RequestWaiting waiting -> waitingList.onWaiting(waiting);
            case SessionAssigned assigned -> following.onAssigned(assigned);
            case SessionClientChanged changed -> following.onClientChanged(changed);
            case SessionSaid said -> following.onSaid(said);
            case SessionSignalled signal -> extras.onSignal(signal).mapEmpty();
            case SessionWhispered whisper -> following.onWhispered(whisper);
            case SessionCorrected corrected -> following.onCorrected(corrected);
            case SessionRead read -> extras.onRead(read).mapEmpty();
            case Relayed relayed ->
                    only(
                            !relayed.except().contains(clientId),
                            () -> new JsonObject(relayed.json()));
            case StatusForced forced -> only(true, () -> pushes.statusPush(forced));
            case SessionEnded ended -> following.onEnded(ended);
            case SessionLeft left -> following.onLeft(left);
            case SessionMoved moved ->
                    only(isOther(moved.by()), () -> pushes.transferPush(moved.client()));
            case SessionAgentsChanged changed -> following.onAgentsChanged(changed);
            case AgentCame(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.loginPush(number, name, at));
            case AgentWent(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.logoutPush(number, name, at));
            case AgentStatusChanged changed ->
                    only(isOther(changed.agent()), () -> pushes.statusPush(changed));
            case LoggedInElsewhere _ -> nothing();
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
