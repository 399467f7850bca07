package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.session.SessionKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is to have a new request rather than others: whom the client asks for, its own agent, whom it
 * talked to last, in this order (decision X-5).
 */
final class Favours {
    private Favours() {}

    /** The one agent, if there is any. */
    static @Nullable Directed of(QueueState state, RequestOrigin origin, Step step) {
        return wanted(state, origin, step)
                .or(() -> owner(state, step))
                .or(() -> last(state, step))
                .orElse(null);
    }

    /** Refuses an agent who is asked for and cannot come (decision V2-9). */
    static void requireWanted(QueueState state, RequestOrigin origin) {
        if (origin.wanted() != null && !canCome(state, origin.wanted())) {
            throw new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there");
        }
    }

    private static Optional<Directed> wanted(QueueState state, RequestOrigin origin, Step step) {
        Duration wait =
                state.rules().kind() == SessionKind.HUMAN
                        ? state.rules().favour().stickyTime()
                        : Duration.ZERO;
        return Optional.ofNullable(origin.wanted())
                .map(agent -> new Directed(agent, step.now().plus(wait), Choice.WANTED));
    }

    /** In its own queue also one who is not there, or not of the queue (decision V2-38). */
    private static Optional<Directed> owner(QueueState state, Step step) {
        return Optional.ofNullable(step.known().owner())
                .flatMap(
                        owner ->
                                switch (state.rules().kind()) {
                                    case DEDICATED ->
                                            Optional.of(
                                                    new Directed(owner, step.now(), Choice.OWNER));
                                    case HUMAN -> known(state, owner, Choice.OWNER, step);
                                    case ROBOT -> Optional.empty();
                                });
    }

    private static Optional<Directed> last(QueueState state, Step step) {
        return Optional.ofNullable(step.known().last())
                .filter(_ -> state.rules().kind() == SessionKind.HUMAN)
                .flatMap(last -> known(state, last, Choice.LAST_AGENT, step));
    }

    /** Nobody waits for an agent who is not there. */
    private static Optional<Directed> known(
            QueueState state, AgentId agent, String reason, Step step) {
        return state.agents().containsKey(agent)
                ? Optional.of(
                        new Directed(
                                agent,
                                canCome(state, agent)
                                        ? step.now().plus(state.rules().favour().lastAgentWait())
                                        : step.now(),
                                reason))
                : Optional.empty();
    }

    private static boolean canCome(QueueState state, AgentId agent) {
        AgentView view = state.agents().get(agent);
        return view != null && (state.rules().kind() == SessionKind.ROBOT || view.isThere());
    }
}
