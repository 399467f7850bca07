package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event of a session is to its visitor. Pure. */
sealed interface CwsNews {
    /** What the guide lists, and the idle ones (decisions V2-45, V2-57). */
    Set<Integer> SHOWN_NOTICES =
            Set.of(
                    0,
                    Notice.IDLE_WARNING,
                    Notice.IDLE_CLOSE,
                    Notice.TYPING,
                    Notice.INVITE,
                    Notice.TRANSFER,
                    Notice.LEFT,
                    Notice.CUSTOM);

    /** The talk begins (202), or goes on under another login (decision V2-12). */
    record Started(boolean continued) implements CwsNews {}

    /** Others answer from here on (204). */
    record AgentsChanged() implements CwsNews {}

    /** An agent, or the system when {@code agent} is null, said something (210). */
    record Spoken(@Nullable AgentId agent, Message message, Instant at) implements CwsNews {}

    /** An agent asks for a rating (203). */
    record RatingAsked(AgentId agent) implements CwsNews {}

    /** It was closed by an agent, or by the system when {@code agent} is null (205). */
    record Ended(@Nullable AgentId agent, String reason) implements CwsNews {}

    /** In the order in which they are pushed; none for what the visitor did itself. */
    static List<CwsNews> of(SessionEvent event) {
        return switch (event) {
            case AgentJoined(long seq, _, _, _) ->
                    List.of(seq == 1 ? new Started(false) : new AgentsChanged());
            case AgentLeft _, SessionTransferred _, SessionGivenBack _ ->
                    List.of(new AgentsChanged());
            case ClientResumed _ -> List.of(new Started(true));
            case Said said -> ofWord(said);
            case IdleWarned(_, var at, var text) ->
                    List.of(new Spoken(null, new Notice(Notice.IDLE_WARNING, text), at));
            case RatingPushed(_, _, _, var by) -> List.of(new RatingAsked(by));
            case Closed closed -> ofEnd(closed);
            case MessageEdited(_, var at, _, var message, var act) ->
                    List.of(new Spoken(act.by(), message, at));
            case Rated _, ClientChanged _, Whispered _, WatchChanged _, MessageRevoked _ ->
                    List.of();
        };
    }

    private static List<CwsNews> ofWord(Said said) {
        if (said.message() instanceof Notice notice && !SHOWN_NOTICES.contains(notice.type())) {
            return List.of();
        }
        return switch (said.speaker()) {
            case Party.OfClient _ -> List.of();
            case Party.OfAgent(var agent) -> List.of(new Spoken(agent, said.message(), said.at()));
            case Party.OfSystem() -> List.of(new Spoken(null, said.message(), said.at()));
        };
    }

    private static List<CwsNews> ofEnd(Closed closed) {
        return switch (closed.by()) {
            case Party.OfClient _ -> List.of();
            case Party.OfAgent(var agent) -> List.of(new Ended(agent, closed.reason()));
            case Party.OfSystem() when closed.reason().equals(Session.IDLE) ->
                    List.of(
                            new Spoken(
                                    null,
                                    new Notice(Notice.IDLE_CLOSE, Outbox.IDLE_CLOSE),
                                    closed.at()),
                            new Ended(null, closed.reason()));
            case Party.OfSystem() -> List.of(new Ended(null, closed.reason()));
        };
    }

    /** Whether who takes part must be known to say it. */
    default boolean isAboutAgents() {
        return switch (this) {
            case Started _, AgentsChanged _ -> true;
            case Ended(var agent, _) -> agent == null;
            case Spoken _, RatingAsked _ -> false;
        };
    }
}
