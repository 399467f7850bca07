package dev.deskbus.domain.session;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a session can be told to do. */
public sealed interface SessionCommand {
    /**
     * Say something; answered with {@link SessionAnswer.Logged} once it is on disk.
     *
     * @param clientTime the sender's own clock (decision G-12), if it sent one
     * @param extra whatever the sender attached, as text (decision G-19)
     * @param token what nobody has looked for yet: it is said only if that is alive and the
     *     speaker's when it is written, and else refused with {@code TOKEN_INVALID}; null when the
     *     speaker is known (docs/decisions/0119)
     */
    record Say(
            Party speaker,
            Message message,
            MessageKey key,
            @Nullable Instant clientTime,
            @Nullable String extra,
            @Nullable TokenKey token)
            implements SessionCommand {
        /** By somebody who is known. */
        public Say(
                Party speaker,
                Message message,
                MessageKey key,
                @Nullable Instant clientTime,
                @Nullable String extra) {
            this(speaker, message, key, clientTime, extra, null);
        }

        /** The same, by whoever has that token. */
        public Say under(TokenKey unseen) {
            return new Say(speaker, message, key, clientTime, extra, unseen);
        }
    }

    /** End the conversation; ending it twice is no error for somebody who took part. */
    record Close(CommandId id, Party by, String reason) implements SessionCommand {}

    /**
     * The client has lost its login and goes on under a new one (decision V2-12).
     *
     * @param token the new one; null on a wire without logins
     * @param target where callbacks go from now on; null leaves it as it is
     */
    record Resume(ClientId client, @Nullable TokenKey token, @Nullable CallbackTarget target)
            implements SessionCommand {}

    /** Something passing, never stored: typing, or the words so far (decision V2-25). */
    record Signal(Party by, Kind kind, @Nullable String text) implements SessionCommand {
        /** What passes by. */
        public enum Kind {
            TYPING,
            PREVIEW
        }
    }

    /**
     * A person takes over from the robot: the request with which the client asked for that was
     * given to this agent. A hint, the rows are the truth; telling it twice is no error.
     */
    record TakeOver(
            RequestId request, AgentId agent, QueueId queue, SessionKind kind, IdleRule idle)
            implements SessionCommand {}

    /** Rate the session, also up to seven days after its end (decision V2-30). */
    record Rate(MessageKey key, ClientId client, Rating rating) implements SessionCommand {}

    /** Ask the client for a rating. */
    record PushRating(CommandId id, AgentId by) implements SessionCommand {}

    /**
     * The client is really another one: session and login go on as that one's (decision V2-31).
     *
     * @param token the login under which it was said, and which follows; null on a wire without
     *     logins
     */
    record Rebind(CommandId id, ClientId from, ClientId to, @Nullable TokenKey token)
            implements SessionCommand {}

    /** An agent has read what was said up to now (decision AD-20); never in the log. */
    record Read(AgentId by) implements SessionCommand {}

    /** The clock moved: warn or close when silent for too long. */
    record Tick() implements SessionCommand {}

    /** What an agent does with the session itself; a repeat gets the first answer. */
    sealed interface Acting extends SessionCommand {
        /** Who, by what right. */
        Act act();
    }

    /**
     * Hand it to that agent, who has it alone from here on (decisions KF-23, AD-14). A supervisor
     * that names itself takes it over.
     */
    record Transfer(Act act, AgentId to) implements Acting {}

    /**
     * Hand it back to the line, at its original age (decision KF-23): it stays open, with nobody in
     * it until the line gives it to somebody.
     *
     * @param request the number under which it waits there, made by the edge like the act's name
     * @param queue null for the queue that it is of
     */
    record GiveBack(Act act, RequestId request, @Nullable QueueId queue) implements Acting {}

    /** That agent takes part too: invited by one who does, or a supervisor by itself. */
    record Join(Act act, AgentId agent) implements Acting {}

    /** Who acts takes part no longer; the last one cannot leave (decisions, section 8). */
    record Leave(Act act) implements Acting {}

    /** Say something that only agents ever see: a supervisor's whisper, an agent's note. */
    record Whisper(Act act, String text) implements Acting {}

    /** A supervisor sees the session live without taking part, or no longer. */
    record Watch(Act act, boolean on) implements Acting {}

    /**
     * Take a word of one's own back, within two minutes (decisions, section 8).
     *
     * @param of its number in the log
     */
    record Revoke(Act act, long of) implements Acting {}

    /**
     * Say a word of one's own otherwise, within two minutes.
     *
     * @param of its number in the log
     */
    record Edit(Act act, long of, Message message) implements Acting {}
}
