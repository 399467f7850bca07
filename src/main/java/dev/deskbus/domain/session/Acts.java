package dev.deskbus.domain.session;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.session.SessionState.Spoken;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What agents may do with an open session (docs/decisions/0070). Whether the one who is to have it
 * is there and has room, its row decides.
 */
final class Acts {
    private Acts() {}

    static List<SessionEvent> whileOpen(Open open, Acting acting, Instant now) {
        requireRight(open, acting.act());
        return switch (acting) {
            case Transfer transfer -> transferred(open, transfer, now);
            case GiveBack giveBack -> givenBack(open, giveBack, now);
            case Join join -> joined(open, join, now);
            case Leave leave -> left(open, leave, now);
            case Whisper(var act, var text) -> {
                Session.requireText(Message.Text.plain(text));
                yield List.of(new Whispered(open.lastSeq() + 1, now, text, act));
            }
            case Watch watch -> watched(open, watch, now);
            case Revoke(var act, var of) -> {
                requireOwn(open, act, of, now);
                yield List.of(new MessageRevoked(open.lastSeq() + 1, now, of, act));
            }
            case Edit(var act, var of, var message) -> {
                requireOwn(open, act, of, now);
                Session.requireText(message);
                yield List.of(new MessageEdited(open.lastSeq() + 1, now, of, message, act));
            }
        };
    }

    private static List<SessionEvent> transferred(Open open, Transfer command, Instant now) {
        requireNotDedicated(open);
        if (!command.act().isSupervision() && command.to().equals(command.act().by())) {
            throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "that agent has it already");
        }
        return open.agents().equals(List.of(command.to()))
                ? List.of()
                : List.of(handedTo(open, command.act(), command.to(), now));
    }

    /** A robot's successor is a person, under the rules of the robot's queue. */
    private static SessionTransferred handedTo(Open open, Act act, AgentId to, Instant now) {
        return new SessionTransferred(
                open.lastSeq() + 1,
                now,
                to,
                open.facts().queue(),
                SessionKind.HUMAN,
                open.facts().idle(),
                act);
    }

    private static List<SessionEvent> givenBack(Open open, GiveBack command, Instant now) {
        requireNotDedicated(open);
        if (open.facts().kind() == SessionKind.ROBOT) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "a robot has it");
        }
        if (open.waiting() != null) {
            throw new Refusal(ErrorCode.REQUEST_TAKEN, "it waits in a line already");
        }
        QueueId queue = Objects.requireNonNullElse(command.queue(), open.facts().queue());
        return List.of(
                new SessionGivenBack(
                        open.lastSeq() + 1, now, command.request(), queue, command.act()));
    }

    /** Who joins where nobody is has it alone. */
    private static List<SessionEvent> joined(Open open, Join command, Instant now) {
        if (open.facts().kind() == SessionKind.ROBOT) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "a robot has it");
        }
        if (open.agents().contains(command.agent())) {
            return List.of();
        }
        return open.waiting() != null
                ? List.of(handedTo(open, command.act(), command.agent(), now))
                : List.of(new AgentJoined(open.lastSeq() + 1, now, command.agent(), command.act()));
    }

    private static List<SessionEvent> left(Open open, Leave command, Instant now) {
        AgentId agent = command.act().by();
        if (!open.agents().contains(agent)) {
            throw Session.stranger();
        }
        if (open.agents().size() == 1) {
            throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "the last agent cannot leave");
        }
        return List.of(new AgentLeft(open.lastSeq() + 1, now, agent, command.act()));
    }

    private static List<SessionEvent> watched(Open open, Watch command, Instant now) {
        if (!command.act().isSupervision()) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "only for supervisors");
        }
        return open.watchers().contains(command.act().by()) == command.on()
                ? List.of()
                : List.of(new WatchChanged(open.lastSeq() + 1, now, command.on(), command.act()));
    }

    private static void requireOwn(Open open, Act act, long of, Instant now) {
        Spoken word = open.fresh().get(of);
        if (word == null || !word.speaker().equals(act.by()) || !Session.isFresh(word, now)) {
            throw new Refusal(
                    ErrorCode.AGENT_NOT_ELIGIBLE, "no word of yours of the last two minutes");
        }
    }

    private static void requireRight(Open open, Act act) {
        if (!act.isSupervision() && !open.agents().contains(act.by())) {
            throw Session.stranger();
        }
    }

    /** Its client has one agent for ever (decision V2-38). */
    private static void requireNotDedicated(Open open) {
        if (open.facts().kind() == SessionKind.DEDICATED) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "a dedicated session stays");
        }
    }
}
