package dev.deskbus.domain.session;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
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
import dev.deskbus.domain.session.SessionState.Asked;
import dev.deskbus.domain.session.SessionState.Closed;
import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.session.SessionState.Spoken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pcollections.PMap;

/** What each event does to a session. Total: replaying a log never fails. */
final class SessionHistory {
    private SessionHistory() {}

    static SessionState evolve(SessionState state, SessionEvent event) {
        return switch (state) {
            case Open open -> afterOpen(open, event);
            case Closed(var facts, var agents, var lastSeq, var by, var at) ->
                    new Closed(facts, agents, Math.max(lastSeq, event.seq()), by, at);
        };
    }

    private static SessionState afterOpen(Open open, SessionEvent event) {
        long seq = event.seq();
        return switch (event) {
            case Said said -> afterWord(open, said);
            case AgentJoined joined -> open.withAgents(with(open.agents(), joined.agent()), seq);
            case AgentLeft left -> open.withAgents(without(open.agents(), left.agent()), seq);
            case ClientResumed resumed ->
                    open.withFacts(open.facts().withTarget(resumed.target()), seq);
            case IdleWarned _ -> open.withWarning(seq);
            case SessionTransferred(_, var at, var to, var queue, var kind, var idle, _) ->
                    open.withFacts(open.facts().withQueue(queue, kind, idle), seq)
                            .withAgents(List.of(to), seq)
                            .withAsked(List.of())
                            .withWaiting(null)
                            .withSilenceFrom(at);
            case SessionGivenBack(_, _, var request, var queue, _) ->
                    open.withFacts(open.facts().inQueue(queue), seq)
                            .withAgents(List.of(), seq)
                            .withWaiting(request);
            case Rated _, RatingPushed _, Whispered _, MessageEdited _ -> open.withSeq(seq);
            case WatchChanged(_, _, var on, var act) ->
                    open.withWatchers(
                            on
                                    ? with(open.watchers(), act.by())
                                    : without(open.watchers(), act.by()),
                            seq);
            case MessageRevoked(_, _, var of, _) -> open.withFresh(open.fresh().minus(of), seq);
            case ClientChanged changed ->
                    open.withFacts(open.facts().withClient(changed.to()), seq);
            case SessionEvent.Closed(_, var at, var by, _) ->
                    new Closed(open.facts(), open.agents(), seq, by, at);
        };
    }

    private static Open afterWord(Open open, Said said) {
        Instant lastWordAt = said.at().isAfter(open.lastWordAt()) ? said.at() : open.lastWordAt();
        return new Open(
                open.facts(),
                open.agents(),
                said.seq(),
                lastWordAt,
                false,
                recent(open, said),
                asked(open, said),
                open.waiting(),
                open.watchers(),
                fresh(open, said));
    }

    /** With the first of each key, as long as that is recent. */
    private static PMap<String, Heard> recent(Open open, Said said) {
        PMap<String, Heard> recent =
                without(open.recent(), heard -> !Session.isRecent(heard, said.at()));
        String key = said.key().recent();
        if (key == null) {
            return recent;
        }
        Heard first = recent.get(key);
        return first != null && Session.isRecent(first, said.at())
                ? recent
                : recent.minus(key).plus(key, new Heard(said.seq(), said.at()));
    }

    /** What is too old to be taken back is forgotten. */
    private static PMap<Long, Spoken> fresh(Open open, Said said) {
        PMap<Long, Spoken> fresh = without(open.fresh(), word -> !Session.isFresh(word, said.at()));
        return said.speaker() instanceof Party.OfAgent(var agent)
                ? fresh.plus(said.seq(), new Spoken(agent, said.at()))
                : fresh;
    }

    /**
     * Without the oldest as far as they are too old; one that is too old behind one that is not
     * goes with that. So a word costs the same however many there are.
     */
    private static <K, V> PMap<K, V> without(PMap<K, V> all, Predicate<V> isTooOld) {
        PMap<K, V> left = all;
        for (Map.Entry<K, V> oldest : all.entrySet()) {
            if (!isTooOld.test(oldest.getValue())) {
                break;
            }
            left = left.minus(oldest.getKey());
        }
        return left;
    }

    /** Every word of the client is a question to the robot, until its answer stands in the log. */
    private static List<Asked> asked(Open open, Said said) {
        return switch (said.speaker()) {
            case Party.OfClient _ when open.facts().kind() == SessionKind.ROBOT ->
                    Stream.concat(
                                    open.asked().stream(),
                                    question(said.message())
                                            .map(text -> new Asked(said.seq(), text))
                                            .stream())
                            .toList();
            case Party.OfAgent _ ->
                    open.asked().stream().filter(asked -> !isAnswer(said, asked)).toList();
            case Party.OfClient _, Party.OfSystem _ -> open.asked();
        };
    }

    private static boolean isAnswer(Said said, Asked asked) {
        return said.key().equals(Session.answerKey(asked.seq()));
    }

    private static Optional<String> question(Message message) {
        return switch (message) {
            case Message.Text(var text, _) -> Optional.of(text);
            case Message.Media media -> Optional.of(media.url());
            case Message.Location location -> Optional.of(location.inWords());
            case Message.Notice _ -> Optional.empty();
        };
    }

    private static List<AgentId> with(List<AgentId> agents, AgentId agent) {
        return agents.contains(agent)
                ? agents
                : Stream.concat(agents.stream(), Stream.of(agent)).toList();
    }

    private static List<AgentId> without(List<AgentId> agents, AgentId agent) {
        return agents.stream().filter(other -> !other.equals(agent)).toList();
    }
}
