package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.gateway.console.Screen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one console is shown beyond the document, as far as it announced that it understands it
 * (decision KF-40). Nothing of this is repaired when it is lost; the words are.
 */
final class KfExtras {
    static final String CUSTOMER_MESSAGE = "customer_message";
    private static final String TYPING = "typing";
    private static final String PREVIEW = "preview";
    private static final String WHISPER = "whisper";
    private static final String REVOKE = "revoke";
    private static final String READ = "read";
    private static final String AGENTS = "agents";

    private final KfPushes pushes;
    private final KfColleagues colleagues;
    private final Screen screen;
    private final Set<String> features;

    KfExtras(KfPushes pushes, KfColleagues colleagues, Screen screen, Set<String> features) {
        this.pushes = pushes;
        this.colleagues = colleagues;
        this.screen = screen;
        this.features = features;
    }

    Future<Boolean> onSignal(SessionSignalled signal) {
        return switch (signal.kind()) {
            case TYPING -> show(TYPING, Set.of(), () -> pushes.typingPush(signal.client()));
            case PREVIEW ->
                    show(
                            PREVIEW,
                            Set.of(),
                            () ->
                                    pushes.previewPush(
                                            signal.client(),
                                            Objects.requireNonNullElse(signal.text(), "")));
        };
    }

    Future<Boolean> onWhisper(SessionWhispered whisper) {
        return show(
                WHISPER,
                Set.of(whisper.by()),
                () -> pushes.whisperPush(whisper, colleagues.number(whisper.by())));
    }

    Future<Boolean> onCorrection(SessionCorrected corrected) {
        return show(
                REVOKE,
                Set.of(corrected.by()),
                () -> pushes.correctionPush(corrected, colleagues.number(corrected.by())));
    }

    Future<Boolean> onRead(SessionRead read) {
        return show(
                READ, Set.of(read.by()), () -> pushes.readPush(read, colleagues.number(read.by())));
    }

    Future<Boolean> onAgents(SessionAgentsChanged changed) {
        return show(
                AGENTS,
                Set.copyOf(changed.agents()),
                () ->
                        pushes.agentsPush(
                                changed,
                                changed.agents().stream().map(colleagues::number).toList()));
    }

    /** Whether the console took it, or does not want it. */
    private Future<Boolean> show(String feature, Set<AgentId> agents, Supplier<JsonObject> push) {
        return features.contains(feature)
                ? colleagues.meet(agents).map(_ -> screen.push(push.get()))
                : Future.succeededFuture(true);
    }
}
