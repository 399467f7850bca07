package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Rating;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a third party can ask, decoded and of the right types. Ids are still the caller's word: one
 * that nobody has is a business matter, not a fault of form.
 */
public sealed interface TpiRequests {
    /** What can be asked without a token. */
    sealed interface Anonymous extends TpiRequests {}

    /** What needs a token. */
    sealed interface Authorised extends TpiRequests {}

    /** Type 1: log in with a password. */
    record LogOn(String loginName, String password) implements Anonymous {
        @Override
        public String toString() {
            return "LogOn[" + loginName + "]";
        }
    }

    /** Type 3: log in by name alone; made when new. */
    record LogOnOrRegister(String loginName, String name, String portraitUri)
            implements Anonymous {}

    /** Type 4: an anonymous visitor. The visitor id is a secret of its bearer. */
    record VisitorLogOn(String visitorId) implements Anonymous {
        @Override
        public String toString() {
            return "VisitorLogOn";
        }
    }

    /** Type 5: an agent logs in with its password. */
    record AgentLogOn(String loginName, String password) implements Anonymous {
        @Override
        public String toString() {
            return "AgentLogOn[" + loginName + "]";
        }
    }

    /** Type 2: log out. */
    record LogOut() implements Authorised {}

    /**
     * Type 1000: ask for an agent.
     *
     * @param toUserId the agent that is asked for (decision V2-9)
     * @param switchQueue leave another queue for this one (decision V2-11)
     */
    record Chat(
            long queueId,
            @Nullable String toUserId,
            boolean switchQueue,
            Source source,
            @Nullable String serverAddr)
            implements Authorised {
        /** The same, content to stay where the client waits. */
        Chat withoutSwitch() {
            return new Chat(queueId, toUserId, false, source, serverAddr);
        }
    }

    /** Whence a chat request comes, as the caller says (decisions G-17, G-18). */
    record Source(@Nullable String from, @Nullable String brand, @Nullable String tracks) {}

    /** Type 1001: how does the request stand. */
    record CheckRequest(long requestId) implements Authorised {}

    /** Type 1002: wait no longer. */
    record CancelRequest(long requestId) implements Authorised {}

    /** Type 2020: say something while waiting. */
    record PreMessage(long requestId, Words words) implements Authorised {}

    /** Type 2001: say something. */
    record Say(long sessionId, Words words) implements Authorised {}

    /** Something to be said. */
    record Words(String text, MessageKey key, @Nullable Instant time, @Nullable String extra) {
        /** What goes with them. */
        Mark mark() {
            return new Mark(key, time, extra);
        }
    }

    /** Types 2002 to 2006 and 2024: something other than words. */
    record Show(Spot spot, Item item, Mark mark) implements Authorised {}

    /** Where something is shown. */
    sealed interface Spot {
        /** In a session. */
        record InSession(long id) implements Spot {}

        /** While that request waits (decision V2-20). */
        record WhileWaiting(long request) implements Spot {}
    }

    /** What goes with a message, whatever it says. */
    record Mark(MessageKey key, @Nullable Instant time, @Nullable String extra) {}

    /** Type 2021: what is being typed, so far. */
    record Preview(long sessionId, String text) implements Authorised {}

    /** Type 2022: something is being typed. */
    record Typing(long sessionId) implements Authorised {}

    /**
     * Type 2023: let a person answer instead of the robot (decision V2-16).
     *
     * @param from whence the wish comes, as the caller says
     * @param queueId where to; null for where the robot's queue says
     * @param toUserId the agent that is asked for
     */
    record Transfer(
            long sessionId,
            @Nullable String from,
            @Nullable Long queueId,
            @Nullable String toUserId)
            implements Authorised {}

    /** Type 4001: end the session. */
    record Close(long sessionId) implements Authorised {}

    /**
     * Type 5003: what was said.
     *
     * @param fromSessionId this session and older ones; 0 for all
     * @param fromMessageId only messages older than this one; 0 for all
     * @param dedicated sessions of dedicated queues, instead of ordinary ones
     */
    record QueryHistory(long fromSessionId, long fromMessageId, int maxCount, boolean dedicated)
            implements Authorised {}

    /** Type 5001: how the client liked it (decision V2-30). */
    record Rate(long sessionId, Rating rating, MessageKey key) implements Authorised {}

    /** Type 5002: the client is really that one (decision V2-31). */
    record ChangeClient(long sessionId, String clientId) implements Authorised {}

    /** Type 5004: who of that queue is there. */
    record QueueAgents(long queueId) implements Authorised {}
}
