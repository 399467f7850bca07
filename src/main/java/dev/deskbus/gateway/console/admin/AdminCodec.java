package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.gateway.console.admin.AdminRequests.Page;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads frames: text to a frame with its numbers, and that to a request. Pure. */
final class AdminCodec {
    static final int LOGIN = 31000;
    static final int LIST = 32000;
    static final int CONTENT = 32100;
    static final int READ = 32200;
    static final int SEND = 32300;
    static final int SAID = 32399;
    static final int TRANSFER = 32400;
    static final int RECEIVED = 32401;
    static final int TRANSFERRED = 32402;
    static final int PAUSE = 32500;
    static final int AGENTS = 33000;

    /** Additive requests (decision AD-18). */
    static final int JOIN = 34100;

    static final int LEAVE = 34200;
    static final int CLOSE = 34300;

    /** Additive pushes (decision AD-18). */
    static final int ENDED = 34001;

    static final int TYPING = 34002;
    static final int PREVIEW = 34003;
    static final int COLLEAGUE_SAID = 34004;
    static final int CORRECTED = 34005;
    static final int NOTE = 34006;

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TOKEN = 4096;
    private static final int LAST_PAGE = 1_000_000;
    private static final int USUAL_PAGE_SIZE = 10;
    private static final int LARGEST_PAGE_SIZE = 100;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,15}");

    private final JsonBody json = new JsonBody();

    /** The frame, read as leniently as the document's samples need (decision G-2). */
    AdminFrame open(String text) {
        Fields fields = json.parse(Buffer.buffer(text));
        return new AdminFrame(
                callType(fields),
                number(fields, "api_key").orElse(0),
                fields.findScalar("seq", LONGEST_ID),
                fields);
    }

    /** How many frames were readable only leniently. */
    long lenientCount() {
        return json.lenientCount();
    }

    /** What the frame asks for; an {@link AdminFault} when a parameter is missing or wrong. */
    static AdminRequests decode(AdminFrame frame) {
        Fields fields = frame.fields();
        return switch (Integer.valueOf((int) Math.min(frame.apiKey(), Integer.MAX_VALUE))) {
            case LOGIN -> login(fields);
            case LIST -> new AdminRequests.GetList(page(fields));
            case CONTENT ->
                    new AdminRequests.GetContent(
                            gid(fields, AdminCode.CONTENT_GID),
                            group(fields, AdminCode.CONTENT_GROUP),
                            page(fields));
            case READ ->
                    new AdminRequests.MarkRead(
                            gid(fields, AdminCode.READ_GID), group(fields, AdminCode.READ_GROUP));
            case SEND ->
                    new AdminRequests.Send(
                            gid(fields, AdminCode.SEND_GID),
                            AdminMessages.decode(fields),
                            optionalId(fields, "client_msg_id"));
            case TRANSFER ->
                    new AdminRequests.Transfer(gid(fields, AdminCode.TRANSFER_GID), aix(fields));
            case PAUSE -> new AdminRequests.Pause(isOne(fields));
            case AGENTS -> new AdminRequests.GetAgents();
            case JOIN -> new AdminRequests.Join(gid(fields, AdminCode.JOIN_GID));
            case LEAVE -> new AdminRequests.Leave(gid(fields, AdminCode.LEAVE_GID));
            case CLOSE -> new AdminRequests.Close(gid(fields, AdminCode.CLOSE_GID));
            case Integer _ -> throw AdminCode.KEY_UNKNOWN.fault();
        };
    }

    private static AdminRequests.Login login(Fields fields) {
        return new AdminRequests.Login(
                fields.textOrEmpty("token", LONGEST_TOKEN),
                Set.copyOf(fields.textsOrNone("features", LONGEST_ID)));
    }

    /** A call type that is no number is one that nobody has. */
    private static @Nullable Integer callType(Fields fields) {
        if (!fields.has("call_type")) {
            return null;
        }
        OptionalLong number = number(fields, "call_type");
        return number.isPresent() && number.getAsLong() <= Byte.MAX_VALUE
                ? (int) number.getAsLong()
                : -1;
    }

    private static long gid(Fields fields, AdminCode missing) {
        return required(fields, "gid", missing);
    }

    private static QueueId group(Fields fields, AdminCode missing) {
        return new QueueId(required(fields, "group_id", missing));
    }

    /** 0, null, an empty string and what is no number are missing (decision AD-11). */
    private static long required(Fields fields, String name, AdminCode missing) {
        return number(fields, name).stream()
                .filter(number -> number > 0)
                .findFirst()
                .orElseThrow(missing::fault);
    }

    private static OptionalLong number(Fields fields, String name) {
        String text = scalar(fields, name).orElse("");
        return WHOLE_NUMBER.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static String aix(Fields fields) {
        return scalar(fields, "aix")
                .filter(aix -> !aix.isBlank() && !aix.equals("0"))
                .orElseThrow(AdminCode.TRANSFER_AIX::fault);
    }

    /** Ids may be numbers or strings (decision G-3). */
    private static Optional<String> scalar(Fields fields, String name) {
        return Optional.ofNullable(fields.findScalar(name, LONGEST_ID)).map(Object::toString);
    }

    private static Page page(Fields fields) {
        long index = fields.longOr("page_index", 1);
        long size = fields.longOr("page_size", USUAL_PAGE_SIZE);
        if (index < 0 || index > LAST_PAGE || size < 0) {
            throw AdminCode.PARAMETER.because(AdminWords.PAGE);
        }
        return new Page(
                (int) Math.max(index, 1),
                size == 0 ? USUAL_PAGE_SIZE : (int) Math.min(size, LARGEST_PAGE_SIZE));
    }

    private static boolean isOne(Fields fields) {
        return switch (scalar(fields, "status").orElse("")) {
            case "0" -> false;
            case "1" -> true;
            case String _ -> throw AdminCode.PARAMETER.because(AdminWords.STATUS);
        };
    }

    private static @Nullable String optionalId(Fields fields, String name) {
        String id = fields.idOrEmpty(name, LONGEST_ID);
        return id.isEmpty() ? null : id;
    }
}
