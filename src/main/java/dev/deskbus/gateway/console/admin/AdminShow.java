package dev.deskbus.gateway.console.admin;

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
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Digest;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.gateway.console.Turns;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Decides what one admin console is shown of what happens, and as which push. */
final class AdminShow implements Show {
    private static final String TYPING = "typing";
    private static final String PREVIEW = "preview";

    private final AgentId me;
    private final Set<String> features;
    private final Screen screen;
    private final AdminFrames frames;
    private final Following following;
    private final Turns turns = new Turns();
    private final Set<SessionId> expectedReads = new HashSet<>();

    /** For this agent, at a console that announced these features (decision AD-18). */
    AdminShow(
            AdminPorts ports, AdminGuests guests, AgentId me, Set<String> features, Screen screen) {
        this.me = me;
        this.features = features;
        this.screen = screen;
        this.frames = new AdminFrames(guests, features, screen);
        this.following = new Following(ports.views(), me, screen, frames);
    }

    @Override
    public void begin(Known known) {
        following.begin(known.open());
    }

    @Override
    public void show(ConsoleEvent event) {
        turns.offer(() -> act(event));
    }

    /** By any thread. */
    @Override
    public Future<Void> digest(Digest digest) {
        return screen.enter(() -> turns.take(() -> following.digest(digest.sessions())));
    }

    @Override
    public boolean isBehind() {
        return following.isBehind();
    }

    /** The wire knows no waiting list, and colleagues are asked for. */
    private Future<Void> act(ConsoleEvent event) {
        return switch (event) {
            case SessionAssigned assigned -> following.onAssigned(assigned);
            case SessionClientChanged changed -> following.onClientChanged(changed);
            case SessionSaid said -> following.onSaid(said);
            case SessionEnded ended -> following.onEnded(ended);
            case SessionLeft left -> following.onLeft(left).compose(_ -> frames.left(left));
            case SessionSignalled signal -> signalled(signal);
            case SessionRead read -> onRead(read);
            case SessionWhispered whisper -> following.onWhispered(whisper);
            case SessionCorrected corrected -> following.onCorrected(corrected);
            case SessionAgentsChanged changed -> following.onAgentsChanged(changed);
            case RequestGone _,
                    RequestWaiting _,
                    AgentCame _,
                    AgentWent _,
                    AgentStatusChanged _,
                    SessionMoved _,
                    Relayed _,
                    StatusForced _,
                    LoggedInElsewhere _ ->
                    Future.succeededFuture();
        };
    }

    /** What this console asks for itself is answered, and not pushed. */
    void expectRead(SessionId session) {
        expectedReads.add(session);
    }

    /** It was not done after all. */
    void forgetRead(SessionId session) {
        expectedReads.remove(session);
    }

    private Future<Void> onRead(SessionRead read) {
        boolean isNews = read.by().equals(me) && !expectedReads.remove(read.session());
        return isNews ? frames.read(read) : Future.succeededFuture();
    }

    private Future<Void> signalled(SessionSignalled signal) {
        return switch (signal.kind()) {
            case TYPING -> only(TYPING, signal);
            case PREVIEW -> only(PREVIEW, signal);
        };
    }

    private Future<Void> only(String feature, SessionSignalled signal) {
        if (!features.contains(feature)) {
            return Future.succeededFuture();
        }
        String text = Objects.requireNonNullElse(signal.text(), "");
        return frames.push(
                        signal.client(),
                        gid ->
                                feature.equals(TYPING)
                                        ? AdminPushes.typing(gid)
                                        : AdminPushes.preview(gid, text))
                .mapEmpty();
    }
}
