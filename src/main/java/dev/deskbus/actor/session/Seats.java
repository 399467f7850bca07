package dev.deskbus.actor.session;

import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionSeats;
import dev.deskbus.port.SessionSeats.Seating;
import dev.deskbus.port.SessionSeats.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one session changes hands: what takes or frees a slot for somebody else is written by a
 * statement of its own, not through the journal (docs/decisions/0070).
 */
final class Seats {
    private final SessionId id;
    private final Fence fence;
    private final SessionSeats store;

    Seats(SessionId id, Fence fence, SessionSeats store) {
        this.id = id;
        this.fence = fence;
        this.store = store;
    }

    /** What the same act was answered before. */
    Future<Optional<Logged>> findDone(Acting command) {
        return store.findAct(id, command.act().id());
    }

    /** Writes the event if it needs the rows of slots or lines; empty for the journal's own. */
    Optional<Future<Seating>> write(Open before, SessionEvent event, List<OutboxEntry> callbacks) {
        Step step = new Step(fence, before.facts(), before.lastSeq(), event, callbacks);
        if (event instanceof AgentJoined(_, _, AgentId agent, Act act)) {
            return Optional.of(store.seat(step, agent, isForItself(act, agent)));
        }
        if (event instanceof SessionTransferred(_, _, AgentId to, _, _, _, Act act)) {
            return Optional.of(store.seat(step, to, isForItself(act, to)));
        }
        return event instanceof SessionGivenBack givenBack
                ? Optional.of(store.giveBack(step, givenBack, Set.copyOf(before.agents())))
                : Optional.empty();
    }

    /** A supervisor may have more than its capacity (decision KF-20). */
    private static boolean isForItself(@Nullable Act act, AgentId agent) {
        return act != null && act.isSupervision() && act.by().equals(agent);
    }

    /** The end of a session that waited for an agent and whose client is gone. */
    static Close abandonment() {
        return new Close(
                new CommandId(UUID.randomUUID().toString()),
                new Party.OfSystem(),
                Session.ABANDONED);
    }

    /** Why it was not written. */
    static Refusal refusal(Seating seating) {
        return switch (seating) {
            case Seating.Overtaken() ->
                    new Refusal(ErrorCode.REQUEST_TAKEN, "it was just given to another agent");
            case Seating.AgentUnknown() ->
                    new Refusal(ErrorCode.AGENT_UNKNOWN, "the tenant has no such agent");
            case Seating.AgentAbsent() ->
                    new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there");
            case Seating.AgentFull() ->
                    new Refusal(ErrorCode.AGENT_FULL, "that agent has no room for another session");
            case Seating.QueueUnknown() ->
                    new Refusal(ErrorCode.QUEUE_UNKNOWN, "the tenant has no such queue of people");
            case Seating.Fenced(), Seating.Stored() ->
                    new Refusal(ErrorCode.NOT_OWNER, "the session is owned by another node");
        };
    }
}
