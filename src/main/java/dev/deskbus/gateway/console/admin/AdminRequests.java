package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.id.QueueId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an admin console can ask for. */
sealed interface AdminRequests {
    /** What has nothing to do with the connection that it came by. */
    sealed interface Serving extends AdminRequests {}

    /**
     * 31000.
     *
     * @param features additive pushes that the console understands (decision AD-18)
     */
    record Login(String token, Set<String> features) implements AdminRequests {
        public Login {
            features = Set.copyOf(features);
        }
    }

    /** 32000: with whom the agent talks. */
    record GetList(Page page) implements AdminRequests {}

    /** 32100: what was said with a guest in a group. */
    record GetContent(long gid, QueueId group, Page page) implements AdminRequests {}

    /** 32200: all that the guest said is read. */
    record MarkRead(long gid, QueueId group) implements AdminRequests {}

    /**
     * 32300.
     *
     * @param clientMessageId the console's own id, to recognise a repeat
     */
    record Send(long gid, AdminMessages.Content content, @Nullable String clientMessageId)
            implements Serving {}

    /** 32400: a colleague shall take over. */
    record Transfer(long gid, String aix) implements AdminRequests {}

    /** 32500: no new guests, or guests again (decision AD-16). */
    record Pause(boolean on) implements AdminRequests {}

    /** 33000: who is there. */
    record GetAgents() implements Serving {}

    /** 34100: a supervisor takes part in a talk (decision AD-18). */
    record Join(long gid) implements Serving {}

    /** 34200: this agent takes part no longer. */
    record Leave(long gid) implements Serving {}

    /** 34300: the talk is over. */
    record Close(long gid) implements Serving {}

    /** Which part of a list, counted from 1 (decision AD-23). */
    record Page(int index, int size) {}
}
