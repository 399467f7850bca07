package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
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
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Digest;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.gateway.console.Turns;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one agent's browser is shown of what happens. Nothing, until it says what it has:
 * from there on a snapshot, every word that it has not, and whatever comes, in one order.
 */
final class WebShow implements Show {
    private final WebPorts ports;
    private final Truth truth;
    private final Agent me;
    private final Screen screen;
    private final Supplier<Future<Boolean>> onRound;
    private final WebOffers offers;
    private final Turns turns = new Turns();
    private volatile Following following;
    private volatile boolean isStreaming;
    private volatile boolean owesState;

    /** {@code onRound} says each time whether the console may go on. */
    WebShow(
            WebPorts ports,
            Truth truth,
            Agent me,
            Screen screen,
            Supplier<Future<Boolean>> onRound) {
        this.ports = ports;
        this.truth = truth;
        this.me = me;
        this.screen = screen;
        this.onRound = onRound;
        this.offers = new WebOffers(ports.lines(), me.id(), screen);
        this.following = follow();
    }

    private Following follow() {
        return new Following(ports.views(), me.id(), screen, new WebFrames(screen));
    }

    /** What the console has, it says itself. */
    @Override
    public void begin(Known known) {}

    @Override
    public void show(ConsoleEvent event) {
        if (isStreaming) {
            turns.offer(() -> act(event));
        }
    }

    /** By any thread. */
    @Override
    public Future<Void> digest(Digest digest) {
        return screen.enter(
                () ->
                        screen.here(onRound.get())
                                .compose(
                                        goesOn ->
                                                goesOn && isStreaming
                                                        ? turns.take(() -> repair(digest))
                                                        : nothing()));
    }

    /**
     * Begins the stream, or begins it anew. Fails when the database does not answer: then there is
     * none until the browser says again what it has, for nobody else knows.
     */
    Future<Void> resume(Map<SessionId, Long> has) {
        isStreaming = true;
        return turns.take(
                        () -> {
                            owesState = true;
                            return screen.here(truth.readNow(me))
                                    .compose(known -> resume(has, known));
                        })
                .onFailure(_ -> isStreaming = false);
    }

    private Future<Void> resume(Map<SessionId, Long> has, Known known) {
        following = follow();
        showState(known);
        return new WebResumption(ports.views(), me, screen, following)
                .begin(has, known.open())
                .compose(_ -> following.digest(new All(known.open())));
    }

    private void showState(Known known) {
        List<InLine> mine = WebOffers.of(me.id(), known.waiting());
        if (screen.push(WebPushes.state(known, mine, me.id()))) {
            owesState = false;
            offers.begin(mine);
        }
    }

    private Future<Void> repair(Digest digest) {
        if (owesState && digest.sessions() instanceof All(var open)) {
            showState(new Known(open, digest.waiting()));
        }
        return following
                .digest(digest.sessions())
                .compose(_ -> offers.digest(digest.waiting()))
                .map(
                        _ -> {
                            screen.push(WebPushes.digest(following.shown(), offers.shown()));
                            return null;
                        });
    }

    @Override
    public boolean isBehind() {
        return isStreaming && (owesState || following.isBehind());
    }

    private Future<Void> act(ConsoleEvent event) {
        return switch (event) {
            case RequestGone gone -> done(() -> offers.onGone(gone));
            case RequestWaiting waiting -> done(() -> offers.onWaiting(waiting));
            case SessionAssigned assigned -> following.onAssigned(assigned);
            case SessionClientChanged changed -> following.onClientChanged(changed);
            case SessionSaid said -> following.onSaid(said);
            case SessionEnded ended -> following.onEnded(ended);
            case SessionLeft left -> following.onLeft(left).map(_ -> push(WebPushes.left(left)));
            case SessionWhispered whisper -> following.onWhispered(whisper);
            case SessionCorrected corrected -> following.onCorrected(corrected);
            case SessionAgentsChanged changed -> following.onAgentsChanged(changed);
            case SessionSignalled signal -> done(() -> push(WebPushes.signal(signal)));
            case SessionRead read -> done(() -> push(WebPushes.read(read)));
            case SessionMoved moved -> done(() -> push(WebPushes.moved(moved)));
            case Relayed relayed ->
                    done(() -> push(WebPushes.relayed(new JsonObject(relayed.json()))));
            case StatusForced forced ->
                    agent(
                            new AgentStatusChanged(
                                    forced.agent(),
                                    forced.number(),
                                    forced.name(),
                                    forced.status()));
            case AgentCame came ->
                    agent(
                            new AgentStatusChanged(
                                    came.agent(), came.number(), came.name(), AgentStatus.ONLINE));
            case AgentWent went ->
                    agent(
                            new AgentStatusChanged(
                                    went.agent(), went.number(), went.name(), AgentStatus.OFFLINE));
            case AgentStatusChanged changed -> agent(changed);
            case LoggedInElsewhere _ -> nothing();
        };
    }

    private Future<Void> agent(AgentStatusChanged changed) {
        push(WebPushes.agent(changed.agent(), changed.number(), changed.name(), changed.status()));
        return nothing();
    }

    /** Lost when too much waits: a hint. */
    private @Nullable Void push(JsonObject push) {
        screen.push(push);
        return null;
    }

    private static Future<Void> done(Runnable work) {
        work.run();
        return nothing();
    }

    private static Future<Void> nothing() {
        return Future.succeededFuture();
    }
}
