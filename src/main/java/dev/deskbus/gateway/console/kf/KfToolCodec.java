package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.gateway.console.kf.KfToolRequests.Page;
import dev.deskbus.gateway.console.kf.KfToolRequests.Where;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.port.CannedReplies.Selection;
import dev.deskbus.port.TranscriptSearch.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what consoles ask their tools for. Pure. */
final class KfToolCodec {
    static final String GET_REPLIES = "get_reply_list";
    static final String ADD_REPLY = "add_reply";
    static final String SET_REPLY = "set_reply";
    static final String DELETE_REPLY = "delete_reply";
    static final String NOTE = "add_note";
    static final String GET_NOTES = "get_note_list";
    static final String DELETE_NOTE = "delete_note";
    static final String GET_TAG_SET = "get_tag_set";
    static final String GET_TAGS = "get_tag_list";
    static final String ADD_TAG = "add_tag";
    static final String REMOVE_TAG = "remove_tag";
    static final String GET_USER_SESSIONS = "get_user_session_list";
    static final String GET_TAG_SESSIONS = "get_tag_session_list";
    static final String GET_SESSION_RECORD = "get_session_record";
    static final String SEARCH = "search_chat_record";

    static final Set<String> METHODS =
            Set.of(
                    GET_REPLIES,
                    ADD_REPLY,
                    SET_REPLY,
                    DELETE_REPLY,
                    NOTE,
                    GET_NOTES,
                    DELETE_NOTE,
                    GET_TAG_SET,
                    GET_TAGS,
                    ADD_TAG,
                    REMOVE_TAG,
                    GET_USER_SESSIONS,
                    GET_TAG_SESSIONS,
                    GET_SESSION_RECORD,
                    SEARCH);

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_LINE = 512;
    private static final int USUAL_LIMIT = 20;
    private static final int LARGEST_LIMIT = 100;
    private static final int LAST_PAGE = 1_000_000;

    /** Where a page of a search ended: microseconds and number of its last message. */
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})-([0-9]{1,19})");

    private static final long LAST_SECOND = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000;

    private KfToolCodec() {}

    /** What the frame of one of these methods asks for. */
    static KfToolRequests decode(KfFrame frame) {
        Fields fields = frame.fields();
        return switch (frame.method()) {
            case GET_REPLIES -> new KfToolRequests.GetReplies(selection(fields));
            case ADD_REPLY -> new KfToolRequests.AddReply(words(fields), fields.isSet("is_shared"));
            case SET_REPLY ->
                    new KfToolRequests.SetReply(fields.requirePositive("reply_id"), words(fields));
            case DELETE_REPLY -> new KfToolRequests.DeleteReply(fields.requirePositive("reply_id"));
            case NOTE ->
                    new KfToolRequests.AddNote(
                            subject(fields),
                            Note.requireText(fields.requireText("text")),
                            fields.findId("client_msg_id", LONGEST_ID));
            case GET_NOTES -> new KfToolRequests.GetNotes(subject(fields), page(fields));
            case DELETE_NOTE -> new KfToolRequests.DeleteNote(fields.requirePositive("note_id"));
            case GET_TAG_SET -> new KfToolRequests.GetTagSet();
            case GET_TAGS -> new KfToolRequests.GetTags(subject(fields));
            case ADD_TAG -> new KfToolRequests.AddTag(subject(fields), tag(fields));
            case REMOVE_TAG -> new KfToolRequests.RemoveTag(subject(fields), tag(fields));
            case GET_USER_SESSIONS ->
                    new KfToolRequests.GetUserSessions(
                            new ClientId(fields.requireId("userid", LONGEST_ID)), page(fields));
            case GET_TAG_SESSIONS -> new KfToolRequests.GetTagSessions(tag(fields), page(fields));
            case GET_SESSION_RECORD ->
                    new KfToolRequests.GetSessionRecord(
                            new SessionId(fields.requireLong("session_id")), page(fields));
            case SEARCH -> search(fields);
            case String _ -> throw new Refusal(ErrorCode.REQUEST_TYPE_UNKNOWN, "unknown method");
        };
    }

    private static Selection selection(Fields fields) {
        long page = fields.longOr("page", 1);
        long pageSize = fields.longOr("pagesize", LARGEST_LIMIT);
        if (page < 1 || page > LAST_PAGE || pageSize < 1) {
            throw invalid("page and pagesize count from 1");
        }
        return new Selection(
                fields.textOrEmpty("prefix", LONGEST_LINE).strip(),
                fields.has("folder") ? fields.textOrEmpty("folder", LONGEST_LINE).strip() : null,
                (int) page,
                (int) Math.min(pageSize, LARGEST_LIMIT));
    }

    private static ReplyDraft words(Fields fields) {
        return new ReplyDraft(
                fields.textOrEmpty("folder", LONGEST_LINE),
                fields.requireText("shortcut", LONGEST_LINE),
                fields.textOrEmpty("title", LONGEST_LINE),
                fields.requireText("text"));
    }

    /** A client or a session, and not both. */
    private static Subject subject(Fields fields) {
        String session = fields.findId("session_id", LONGEST_ID);
        String user = fields.findId("userid", LONGEST_ID);
        if ((session == null) == (user == null)) {
            throw invalid("either userid or session_id");
        }
        return user != null
                ? new Subject.OfClient(new ClientId(user))
                : new Subject.OfSession(new SessionId(fields.requireLong("session_id")));
    }

    private static Tag tag(Fields fields) {
        return new Tag(fields.requireText("tag", LONGEST_LINE));
    }

    private static Page page(Fields fields) {
        long before = fields.longOr("before", 0);
        if (before < 0) {
            throw invalid("before must not be negative");
        }
        return new Page(before, limit(fields));
    }

    private static KfToolRequests.Search search(Fields fields) {
        String user = fields.findId("userid", LONGEST_ID);
        String customer = fields.findId("customer_id", LONGEST_ID);
        String queue = fields.findId("queue_id", LONGEST_ID);
        String tag = fields.textOrEmpty("tag", LONGEST_LINE);
        return new KfToolRequests.Search(
                SearchTerms.parse(fields.requireText("query", LONGEST_LINE)),
                new Where(
                        user == null ? null : new ClientId(user),
                        customer == null ? null : fields.requireLong("customer_id"),
                        queue == null ? null : new QueueId(fields.requireLong("queue_id")),
                        findTime(fields, "from_time"),
                        findTime(fields, "to_time"),
                        tag.isEmpty() ? null : new Tag(tag)),
                findPlace(fields),
                limit(fields));
    }

    /** Seconds (decision KF-26). */
    private static @Nullable Instant findTime(Fields fields, String name) {
        if (fields.findId(name, LONGEST_ID) == null) {
            return null;
        }
        long seconds = fields.requireLong(name);
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw invalid(name + " must be seconds since 1970");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static @Nullable Place findPlace(Fields fields) {
        String text = fields.textOrEmpty("before", LONGEST_ID);
        if (text.isEmpty()) {
            return null;
        }
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw invalid("before must be the next of an earlier page");
        }
        try {
            long micros = Long.parseLong(place.group(1));
            return new Place(
                    Instant.ofEpochSecond(
                            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS),
                    Long.parseLong(place.group(2)));
        } catch (NumberFormatException _) {
            throw invalid("before must be the next of an earlier page");
        }
    }

    /** The same place as {@code next} tells it. */
    static String encode(Place place) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, place.at()) + "-" + place.id();
    }

    private static int limit(Fields fields) {
        long limit = fields.longOr("limit", USUAL_LIMIT);
        if (limit < 1) {
            throw invalid("limit counts from 1");
        }
        return (int) Math.min(limit, LARGEST_LIMIT);
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
