package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a console can ask for; "customer" on the wire is the agent (decision KF-3). */
sealed interface KfRequests {
    /** What has nothing to do with the connection that it came by. */
    sealed interface Serving extends KfRequests {}

    /**
     * Document section 3.
     *
     * @param features additive pushes that the console understands (decision KF-40)
     */
    record Login(String token, boolean force, Set<String> features) implements KfRequests {
        public Login {
            features = Set.copyOf(features);
        }
    }

    /** Section 4. */
    record Logout() implements KfRequests {}

    /** Section 5. */
    record SetStatus(AgentStatus status) implements KfRequests {}

    /** Section 6. */
    record GetUser(ClientId user) implements Serving {}

    /** Section 7. */
    record SetAutoConnect(boolean on) implements KfRequests {}

    /** Beyond the document: nothing new for a while (decision AD-16). */
    record SetPaused(boolean on) implements KfRequests {}

    /** Section 8. */
    record Connect(ClientId user) implements Serving {}

    /** Section 9. */
    record Disconnect(ClientId user) implements Serving {}

    /**
     * Section 12.
     *
     * @param messages those that could be read
     * @param unreadable how many could not (decision KF-27)
     * @param clientMessageId the console's own id, to recognise a repeat (decision KF-28)
     */
    record SendToUser(
            ClientId user, List<Message> messages, int unreadable, @Nullable String clientMessageId)
            implements Serving {
        public SendToUser {
            messages = List.copyOf(messages);
        }
    }

    /** Section 13; the own tenant when {@code bid} is null. */
    record GetWaiting(@Nullable String bid) implements Serving {}

    /** Section 14. */
    record GetSessions(Whose whose) implements Serving {}

    /** Section 15; page 1 is the newest (decision KF-29). */
    record GetRecord(Whose whose, ClientId user, int page, int pageSize) implements Serving {}

    /** Section 16: what the robot would say to that. */
    record GetAdvice(Whose whose, ClientId user, List<Message> query) implements Serving {
        public GetAdvice {
            query = List.copyOf(query);
        }
    }

    /** Decisions, section 8. */
    record Typing(ClientId user) implements Serving {}

    /** Decisions, section 8. */
    record PushRating(ClientId user) implements Serving {}

    /** Additive: one of the agents' tools. */
    record Tool(KfToolRequests request) implements Serving {}

    /**
     * Section 10; back to the line when neither an agent nor a queue is named (decision KF-23).
     *
     * @param method as it was called, {@code transform} or {@code transfer}
     */
    record Transform(ClientId user, @Nullable Long customer, @Nullable QueueId queue, String method)
            implements Serving {}

    /** Decisions, section 8. */
    record Invite(ClientId user, long customer) implements Serving {}

    /** Decisions, section 8. */
    record Leave(ClientId user) implements Serving {}

    /** How the wire names one message: its session, and its number there. */
    record MessageId(SessionId session, long seq) {}

    /** Decisions, section 8. */
    record Revoke(ClientId user, MessageId message) implements Serving {}

    /** Beyond the document: the message reads otherwise from here on. */
    record Edit(ClientId user, MessageId message, Message instead) implements Serving {}

    /** Decisions, section 8. */
    record Note(ClientId user, String text) implements Serving {}

    /** Decisions, section 8. */
    record Read(ClientId user) implements Serving {}

    /** A supervisor's word that only agents see (docs/decisions/0071). */
    record Whisper(ClientId user, String text) implements Serving {}

    /** What a supervisor does with a session, in the methods that name a user and no more. */
    record Supervise(ClientId user, Deed what) implements Serving {
        /** The methods. */
        enum Deed {
            WATCH("watch"),
            UNWATCH("unwatch"),
            JOIN("join"),
            TAKE_OVER("take_over");

            private final String method;

            Deed(String method) {
                this.method = method;
            }

            /** As the wire calls it. */
            String method() {
                return method;
            }
        }
    }

    /** A supervisor sets the status of an agent (docs/decisions/0071). */
    record ForceStatus(long customer, AgentStatus status) implements Serving {}

    /**
     * Whose lists are asked for, as the console wrote it (decision KF-30).
     *
     * @param bid null for the own tenant
     * @param customer null for the agent itself
     */
    record Whose(@Nullable String bid, @Nullable String customer) {}
}
