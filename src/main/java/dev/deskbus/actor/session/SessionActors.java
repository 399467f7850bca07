package dev.deskbus.actor.session;

import dev.deskbus.actor.session.SessionActor.World;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.Optional;

/** Brings sessions to life from their logs. */
public final class SessionActors implements ActorFactory {
    private final World world;
    private final ConversationViews views;

    public SessionActors(World world, ConversationViews views) {
        this.world = world;
        this.views = views;
    }

    @Override
    public String prefix() {
        return "session.";
    }

    @Override
    public Future<SessionActor> make(String id, Fence fence) {
        return idOf(id).map(session -> make(session, fence))
                .orElseGet(() -> Future.failedFuture(unknown()));
    }

    private Future<SessionActor> make(SessionId id, Fence fence) {
        return world.store()
                .load(id)
                .map(found -> found.orElseThrow(SessionActors::unknown))
                .compose(
                        state ->
                                findClient(state.facts())
                                        .map(
                                                client ->
                                                        new SessionActor(
                                                                id, fence, client, state, world)));
    }

    private Future<Client> findClient(Facts facts) {
        return views.findClient(facts.tenant(), facts.client())
                .map(
                        found ->
                                found.orElseGet(
                                        () -> new Client(facts.client(), facts.tenant(), "", "")));
    }

    private static Optional<SessionId> idOf(String id) {
        try {
            return Optional.of(new SessionId(Long.parseLong(id)));
        } catch (NumberFormatException | Refusal e) {
            return Optional.empty();
        }
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session");
    }
}
