package dev.deskbus.gateway.wechat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queues of an account's tenant, and who is there to be asked for. */
final class Lines {
    private static final int NO_PRIORITY = 0;

    private final WeChatWorld world;

    Lines(WeChatWorld world) {
        this.world = world;
    }

    /** The tenant's queue of that number; fails with {@code QUEUE_UNKNOWN} (decision WX-8). */
    Future<QueueRules> getQueue(TenantId tenant, long number) {
        return (Visits.isPossible(number)
                        ? world.directory().findQueue(new QueueId(number))
                        : Future.succeededFuture(Optional.<QueueRules>empty()))
                .map(
                        found ->
                                found.filter(rules -> rules.tenant().equals(tenant))
                                        .orElseThrow(Lines::unknown));
    }

    /** The agent that is asked for, if any; fails with {@code AGENT_UNAVAILABLE} (WX-27). */
    Future<Optional<AgentId>> findWanted(TenantId tenant, @Nullable String agent) {
        if (agent == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return world.present()
                .apply(tenant)
                .map(
                        present ->
                                Optional.of(
                                        present.stream()
                                                .map(colleague -> colleague.agent().id())
                                                .filter(id -> id.value().equals(agent))
                                                .findAny()
                                                .orElseThrow(Lines::notThere)));
    }

    /** Joins the line. */
    Future<QueueAnswer> enqueue(QueueId queue, RequestOrigin origin) {
        return ask(
                queue,
                new QueueCommand.Enqueue(
                        new CommandId(UUID.randomUUID().toString()), origin, NO_PRIORITY));
    }

    /** Asks a queue. */
    Future<QueueAnswer> ask(QueueId queue, QueueCommand command) {
        return world.bus().ask(Addresses.queue(queue), command);
    }

    /** A session that a queue spoke of; it may have ended since. */
    Future<SessionView> getTalk(SessionId id) {
        return world.views()
                .findSession(id)
                .map(
                        found ->
                                found.filter(SessionView::open)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.SESSION_CLOSED,
                                                                "the session has just ended")));
    }

    /** Who answers in a session first, if anybody is known. */
    Future<Optional<Agent>> findFirstAgent(SessionView session) {
        return session.agents().isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : world.directory().findAgent(session.agents().getFirst());
    }

    static Refusal unknown() {
        return new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue");
    }

    private static Refusal notThere() {
        return new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there");
    }
}
