package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.kf.KfRequests.MessageId;
import dev.deskbus.gateway.console.kf.KfRequests.Supervise.Deed;
import dev.deskbus.gateway.console.kf.KfRequests.Whose;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads frames: text to a method with its fields, and those to a request. Pure. */
final class KfCodec {
    /** The bare text that is no JSON (decision KF-1). */
    static final String BEAT = "beat";

    static final String LOGIN = "login";
    static final String LOGOUT = "logout";
    static final String SET_STATUS = "set_customer_status";
    static final String GET_USER = "get_user_info";
    static final String SET_AUTO_CONNECT = "set_auto_connect_status";
    static final String CONNECT = "connect";
    static final String DISCONNECT = "disconnect";
    static final String SEND_TO_USER = "send_to_user";
    static final String GET_WAITING = "get_wait_user_list";
    static final String GET_SESSIONS = "get_current_session_list";
    static final String GET_RECORD = "get_chat_record";
    static final String GET_ADVICE = "get_answer_from_ai";
    static final String TYPING = "typing";
    static final String PUSH_RATING = "push_rating";
    static final String TRANSFORM = "transform";

    /** The same (decision KF-23). */
    static final String TRANSFER = "transfer";

    static final String INVITE = "invite";
    static final String LEAVE = "leave";
    static final String PAUSE = "pause";
    static final String REVOKE = "revoke";
    static final String EDIT = "edit";
    static final String NOTE = "note";
    static final String READ = "read";
    static final String WHISPER = "whisper";
    static final String FORCE_STATUS = "force_status";
    private static final Pattern MESSAGE_ID = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TOKEN = 4096;
    private static final int LAST_PAGE = 1_000_000;
    private static final int USUAL_PAGE_SIZE = 10;
    private static final int LARGEST_PAGE_SIZE = 100;

    private final JsonBody json = new JsonBody();

    /** The frame, read as leniently as the document's samples need (decisions G-2, KF-41). */
    KfFrame open(String text) {
        Fields fields = json.parse(Buffer.buffer(text));
        return new KfFrame(
                fields.requireText("method"), fields.findScalar("seq", LONGEST_ID), fields);
    }

    /** What the frame asks for; {@code PARAMETER_INVALID} when a parameter is missing or wrong. */
    static KfRequests decode(KfFrame frame) {
        Fields fields = frame.fields();
        return switch (frame.method()) {
            case LOGIN -> login(frame);
            case LOGOUT -> new KfRequests.Logout();
            case SET_STATUS -> new KfRequests.SetStatus(status(fields.requireLong("status")));
            case GET_USER -> new KfRequests.GetUser(user(fields));
            case SET_AUTO_CONNECT -> new KfRequests.SetAutoConnect(isOne(fields, "status"));
            case PAUSE -> new KfRequests.SetPaused(isOne(fields, "status"));
            case CONNECT -> new KfRequests.Connect(user(fields));
            case DISCONNECT -> new KfRequests.Disconnect(user(fields));
            case SEND_TO_USER -> sendToUser(fields);
            case GET_WAITING -> new KfRequests.GetWaiting(optionalId(fields, "bid"));
            case GET_SESSIONS -> new KfRequests.GetSessions(whose(fields));
            case GET_RECORD -> record(fields);
            case GET_ADVICE -> advice(fields);
            case TYPING -> new KfRequests.Typing(user(fields));
            case PUSH_RATING -> new KfRequests.PushRating(user(fields));
            case TRANSFORM, TRANSFER -> transform(frame);
            case INVITE -> new KfRequests.Invite(user(fields), fields.requireLong("customer_id"));
            case LEAVE -> new KfRequests.Leave(user(fields));
            case String method when KfToolCodec.METHODS.contains(method) ->
                    new KfRequests.Tool(KfToolCodec.decode(frame));
            case String method -> further(method, fields);
        };
    }

    /** Beyond the document (decisions section 8, docs/decisions/0071). */
    private static KfRequests further(String method, Fields fields) {
        return switch (method) {
            case REVOKE -> new KfRequests.Revoke(user(fields), message(fields));
            case EDIT -> edit(fields);
            case NOTE -> new KfRequests.Note(user(fields), fields.requireText("text"));
            case READ -> new KfRequests.Read(user(fields));
            case WHISPER -> new KfRequests.Whisper(user(fields), fields.requireText("text"));
            case FORCE_STATUS ->
                    new KfRequests.ForceStatus(
                            fields.requireLong("customer_id"),
                            status(fields.requireLong("status")));
            case String _ -> supervise(deed(method), fields);
        };
    }

    private static KfRequests.Supervise supervise(Deed deed, Fields fields) {
        return new KfRequests.Supervise(user(fields), deed);
    }

    private static Deed deed(String method) {
        for (Deed deed : Deed.values()) {
            if (deed.method().equals(method)) {
                return deed;
            }
        }
        throw new Refusal(ErrorCode.REQUEST_TYPE_UNKNOWN, "unknown method");
    }

    private static KfRequests.Edit edit(Fields fields) {
        List<Message> instead = KfMessages.decode(fields.requireObjects("message"));
        if (instead.size() != 1) {
            throw invalid("message must hold one message");
        }
        return new KfRequests.Edit(user(fields), message(fields), instead.getFirst());
    }

    private static MessageId message(Fields fields) {
        Matcher parts = MESSAGE_ID.matcher(fields.requireText("message_id", LONGEST_ID));
        if (!parts.matches()) {
            throw invalid("message_id must be one that was given out");
        }
        return new MessageId(
                new SessionId(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)));
    }

    /** The login in a frame of that method. */
    static KfRequests.Login login(KfFrame frame) {
        Fields fields = frame.fields();
        return new KfRequests.Login(
                fields.textOrEmpty("token", LONGEST_TOKEN),
                fields.isSet("force_online"),
                Set.copyOf(fields.textsOrNone("features", LONGEST_ID)));
    }

    private static KfRequests.SendToUser sendToUser(Fields fields) {
        List<Fields> sent = fields.requireObjects("message");
        List<Message> good = KfMessages.decode(sent);
        return new KfRequests.SendToUser(
                user(fields), good, sent.size() - good.size(), optionalId(fields, "client_msg_id"));
    }

    private static KfRequests.Transform transform(KfFrame frame) {
        Fields fields = frame.fields();
        Long customer = optionalNumber(fields, "customer_id");
        Long queue = optionalNumber(fields, "queue_id");
        if (customer != null && queue != null) {
            throw invalid("either customer_id or queue_id");
        }
        return new KfRequests.Transform(
                user(fields), customer, queue == null ? null : new QueueId(queue), frame.method());
    }

    private static @Nullable Long optionalNumber(Fields fields, String name) {
        return optionalId(fields, name) == null ? null : fields.requireLong(name);
    }

    private static KfRequests.GetRecord record(Fields fields) {
        long page = fields.longOr("page", 1);
        long pageSize = fields.longOr("pagesize", USUAL_PAGE_SIZE);
        if (page < 1 || page > LAST_PAGE || pageSize < 1) {
            throw invalid("page and pagesize count from 1");
        }
        return new KfRequests.GetRecord(
                whose(fields),
                user(fields),
                (int) page,
                (int) Math.min(pageSize, LARGEST_PAGE_SIZE));
    }

    private static KfRequests.GetAdvice advice(Fields fields) {
        return new KfRequests.GetAdvice(
                whose(fields),
                user(fields),
                KfMessages.decode(fields.requireObjects("user_query")));
    }

    private static Whose whose(Fields fields) {
        return new Whose(optionalId(fields, "bid"), optionalId(fields, "customer_id"));
    }

    private static ClientId user(Fields fields) {
        return new ClientId(fields.requireId("userid", LONGEST_ID));
    }

    private static AgentStatus status(long number) {
        for (AgentStatus status : AgentStatus.values()) {
            if (status.number() == number) {
                return status;
            }
        }
        throw invalid("status must be 0 to 3");
    }

    private static boolean isOne(Fields fields, String name) {
        long number = fields.requireLong(name);
        if (number != 0 && number != 1) {
            throw invalid(name + " must be 0 or 1");
        }
        return number == 1;
    }

    private static @Nullable String optionalId(Fields fields, String name) {
        String id = fields.idOrEmpty(name, LONGEST_ID);
        return id.isEmpty() ? null : id;
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
