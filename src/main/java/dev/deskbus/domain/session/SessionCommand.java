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
     */
    record Say(
            Party speaker,
            Message message,
            MessageKey key,
            @Nullable Instant clientTime,
            @Nullable String extra)
            implements SessionCommand {}

    /** End the conversation; ending it twice is no error for somebody who took part. */
    record Close(CommandId id, Party by, String reason) implements SessionCommand {}

    /**
     * The client has lost its login and goes on under a new one (decision V2-12).
     *
     * @param target where callbacks go from now on; null leaves it as it is
     */
    record Resume(ClientId client, TokenKey token, @Nullable CallbackTarget target)
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
     * @param token the login under which it was said, and which follows
     */
    record Rebind(CommandId id, ClientId from, ClientId to, TokenKey token)
            implements SessionCommand {}

    /** The clock moved: warn or close when silent for too long. */
    record Tick() implements SessionCommand {}
}
