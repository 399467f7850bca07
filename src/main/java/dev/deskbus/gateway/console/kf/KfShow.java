package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.Party.OfClient;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides what one agent's console is shown of what happens, and as which push. */
final class KfShow {
    private static final String DISCONNECT_PUSH = "disconnect_push";
    private static final String TYPING = "typing";
    private static final String PREVIEW = "preview";

    private final AgentDirectory directory;
    private final KfPushes pushes;
    private final AgentId me;
    private final Set<String> features;

    /** For this agent, at a console that announced these features (decision KF-40). */
    KfShow(AgentDirectory directory, KfPushes pushes, AgentId me, Set<String> features) {
        this.directory = directory;
        this.pushes = pushes;
        this.me = me;
        this.features = features;
    }

    /** The push for it; empty when this console is not shown it. */
    Future<Optional<JsonObject>> push(ConsoleEvent event) {
        return switch (event) {
            case RequestGone gone -> taken(gone);
            case RequestWaiting waiting ->
                    only(isForMe(waiting), () -> pushes.waitListPush(waiting));
            case SessionAssigned assigned -> only(true, () -> pushes.connectListPush(assigned));
            case SessionSaid said ->
                    only(said.speaker() instanceof OfClient, () -> pushes.connectListPush(said));
            case SessionSignalled signal ->
                    only(features.contains(feature(signal)), () -> signalled(signal));
            case SessionEnded ended ->
                    only(
                            features.contains(DISCONNECT_PUSH) && !isMine(ended),
                            () -> pushes.disconnectPush(ended.client()));
            case AgentCame(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.loginPush(number, name, at));
            case AgentWent(AgentId agent, long number, String name, Instant at) ->
                    only(isOther(agent), () -> pushes.logoutPush(number, name, at));
            case AgentStatusChanged changed ->
                    only(isOther(changed.agent()), () -> pushes.statusPush(changed));
            case LoggedInElsewhere _ -> nothing();
        };
    }

    /** Only its taking is shown, with the number of who took it (decision KF-19). */
    private Future<Optional<JsonObject>> taken(RequestGone gone) {
        AgentId taker = gone.takenBy();
        if (taker == null || taker.equals(me)) {
            return nothing();
        }
        return directory
                .findAgent(taker)
                .map(found -> found.map(Agent::number))
                .otherwise(Optional.empty())
                .map(number -> Optional.of(pushes.connectPush(gone.client(), number.orElse(null))));
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

    private boolean isForMe(RequestWaiting waiting) {
        return waiting.offeredTo() == null || waiting.offeredTo().equals(me);
    }

    private boolean isMine(SessionEnded ended) {
        return ended.by() instanceof OfAgent(AgentId agent) && agent.equals(me);
    }

    private boolean isOther(AgentId agent) {
        return !agent.equals(me);
    }

    private static Future<Optional<JsonObject>> only(boolean shown, Supplier<JsonObject> push) {
        return shown ? Future.succeededFuture(Optional.of(push.get())) : nothing();
    }

    private static Future<Optional<JsonObject>> nothing() {
        return Future.succeededFuture(Optional.empty());
    }
}
