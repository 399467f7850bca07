package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.port.CannedReplies.Selection;
import dev.deskbus.port.TranscriptSearch.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a console can ask its tools for; additive methods (docs/agent-tools.md). */
sealed interface KfToolRequests {
    /** Canned replies. */
    sealed interface OfReplies extends KfToolRequests {}

    record GetReplies(Selection selection) implements OfReplies {}

    /**
     * A new one.
     *
     * @param shared for the whole tenant; only from supervisors
     */
    record AddReply(ReplyDraft words, boolean shared) implements OfReplies {}

    record SetReply(long id, ReplyDraft words) implements OfReplies {}

    record DeleteReply(long id) implements OfReplies {}

    /** Private notes. */
    sealed interface OfNotes extends KfToolRequests {}

    /**
     * A new one.
     *
     * @param clientMessageId the console's own id, to recognise a repeat
     */
    record AddNote(Subject subject, String text, @Nullable String clientMessageId)
            implements OfNotes {}

    record GetNotes(Subject subject, Page page) implements OfNotes {}

    record DeleteNote(long id) implements OfNotes {}

    /** Tags. */
    sealed interface OfTags extends KfToolRequests {}

    /** Which may be given. */
    record GetTagSet() implements OfTags {}

    /** Which were given. */
    record GetTags(Subject subject) implements OfTags {}

    record AddTag(Subject subject, Tag tag) implements OfTags {}

    record RemoveTag(Subject subject, Tag tag) implements OfTags {}

    /** What was before. */
    sealed interface OfHistory extends KfToolRequests {}

    record GetUserSessions(ClientId user, Page page) implements OfHistory {}

    record GetTagSessions(Tag tag, Page page) implements OfHistory {}

    record GetSessionRecord(SessionId session, Page page) implements OfHistory {}

    /**
     * A search in what was said; null means that it does not matter.
     *
     * @param before where the last page ended
     */
    record Search(SearchTerms terms, Where where, @Nullable Place before, int limit)
            implements OfHistory {}

    /**
     * Where a search looks.
     *
     * @param customer the number of an agent that took part
     */
    record Where(
            @Nullable ClientId user,
            @Nullable Long customer,
            @Nullable QueueId queue,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Tag tag) {}

    /**
     * Which part of a list that begins with the newest.
     *
     * @param before the number where the last part ended; 0 for the beginning
     */
    record Page(long before, int limit) {}
}
