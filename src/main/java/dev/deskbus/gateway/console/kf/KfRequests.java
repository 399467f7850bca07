package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.id.ClientId;
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
     * Whose lists are asked for, as the console wrote it (decision KF-30).
     *
     * @param bid null for the own tenant
     * @param customer null for the agent itself
     */
    record Whose(@Nullable String bid, @Nullable String customer) {}
}
