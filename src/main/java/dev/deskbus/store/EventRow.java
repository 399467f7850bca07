package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Party;
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
import dev.deskbus.json.SealedJson;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as a row of {@code session_event}.
 *
 * @param sender as {@link #sender(Party)} writes it
 * @param key what makes it unique in its session: the message's own key, or for every other event
 *     one that nobody can guess, and so nobody can take before
 * @param agent who joins or leaves, takes over, or acts; null for every other event
 */
record EventRow(
        long seq,
        String kind,
        String sender,
        String key,
        @Nullable String recent,
        String body,
        OffsetDateTime at,
        @Nullable String agent) {

    static EventRow of(SessionEvent event, SealedJson json) {
        String body = json.write(event, SessionEvent.class);
        OffsetDateTime at = event.at().atOffset(ZoneOffset.UTC);
        String kind = event.getClass().getSimpleName();
        long seq = event.seq();
        return switch (event) {
            case Said(_, _, var speaker, _, var key, _, _) ->
                    new EventRow(
                            seq, kind, sender(speaker), key.id(), key.recent(), body, at, null);
            case AgentJoined(_, _, var agent, var act) ->
                    ofAgent(seq, kind, key(act), body, at, agent);
            case AgentLeft(_, _, var agent, var act) ->
                    ofAgent(seq, kind, key(act), body, at, agent);
            case ClientResumed(_, _, var client, _, _) ->
                    ofParty(seq, kind, new Party.OfClient(client), body, at);
            case SessionTransferred(_, _, var to, _, _, _, var act) ->
                    ofAgent(seq, kind, key(act), body, at, to);
            case SessionGivenBack back -> ofAct(seq, kind, back.act(), body, at);
            case Whispered whispered -> ofAct(seq, kind, whispered.act(), body, at);
            case WatchChanged changed -> ofAct(seq, kind, changed.act(), body, at);
            case MessageRevoked revoked -> ofAct(seq, kind, revoked.act(), body, at);
            case MessageEdited edited -> ofAct(seq, kind, edited.act(), body, at);
            case Rated(_, _, var client, var key, _) -> {
                String sender = sender(new Party.OfClient(client));
                yield new EventRow(seq, kind, sender, "rated." + key.id(), null, body, at, null);
            }
            case RatingPushed(_, _, var id, var by) -> {
                String sender = sender(new Party.OfAgent(by));
                yield new EventRow(seq, kind, sender, key(id), null, body, at, null);
            }
            case ClientChanged(_, _, var from, _, _) ->
                    ofParty(seq, kind, new Party.OfClient(from), body, at);
            case IdleWarned _ -> ofParty(seq, kind, new Party.OfSystem(), body, at);
            case Closed closed -> ofParty(seq, kind, closed.by(), body, at);
        };
    }

    /** {@code client:<id>}, {@code agent:<id>} or {@code system}. */
    static String sender(Party party) {
        return switch (party) {
            case Party.OfClient(var id) -> "client:" + id.value();
            case Party.OfAgent(var id) -> "agent:" + id.value();
            case Party.OfSystem() -> "system";
        };
    }

    private static EventRow ofParty(
            long seq, String kind, Party party, String body, OffsetDateTime at) {
        return new EventRow(seq, kind, sender(party), fresh(), null, body, at, null);
    }

    private static EventRow ofAgent(
            long seq, String kind, String key, String body, OffsetDateTime at, AgentId agent) {
        String sender = sender(new Party.OfAgent(agent));
        return new EventRow(seq, kind, sender, key, null, body, at, agent.value());
    }

    private static EventRow ofAct(long seq, String kind, Act act, String body, OffsetDateTime at) {
        String sender = sender(new Party.OfAgent(act.by()));
        return new EventRow(seq, kind, sender, key(act), null, body, at, act.by().value());
    }

    /** Of what an agent did: the same act stands once. */
    static String key(CommandId id) {
        return "event." + id.value();
    }

    private static String key(@Nullable Act act) {
        return act == null ? fresh() : key(act.id());
    }

    private static String fresh() {
        return "event." + UUID.randomUUID();
    }
}
