package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.console.WebAddresses;
import dev.deskbus.gateway.http.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as the KF wire shows them: a type and a value (decision KF-25). */
final class KfMessages {
    static final String TEXT = "text";
    static final String PICTURE = "picture";
    static final String VIDEO = "video";
    static final String VOICE = "voice";

    private static final int MOST = 50;
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_NAME = 255;

    private KfMessages() {}

    /** How the wire names one message of a session's log (decisions KF-27, KF-29). */
    static String id(SessionId session, long seq) {
        return session.value() + "-" + seq;
    }

    /**
     * What a console wants to say, as far as it can be read: one bad message does not spoil the
     * others (decision KF-27). Refuses when none is good.
     */
    static List<Message> decode(List<Fields> messages) {
        if (messages.isEmpty() || messages.size() > MOST) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "message must hold 1 to 50 messages");
        }
        List<Message> good = new ArrayList<>();
        Refusal first = null;
        for (Fields message : messages) {
            try {
                good.add(decode(message));
            } catch (Refusal refusal) {
                first = first == null ? refusal : first;
            }
        }
        if (first != null && good.isEmpty()) {
            throw first;
        }
        return good;
    }

    private static Message decode(Fields message) {
        Fields value = message.requireObject("value");
        return switch (message.requireText("type")) {
            case TEXT -> words(value);
            case PICTURE -> media(Media.Kind.PICTURE, value);
            case VIDEO -> media(Media.Kind.VIDEO, value);
            case VOICE -> media(Media.Kind.VOICE, value);
            case String _ ->
                    throw new Refusal(ErrorCode.MESSAGE_KIND_UNKNOWN, "unknown message type");
        };
    }

    private static Message words(Fields value) {
        String text = value.requireText("text");
        if (text.isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "text is empty");
        }
        return Message.Text.plain(text);
    }

    /** The URL may also stand in {@code text}. */
    private static Media media(Media.Kind kind, Fields value) {
        String url = value.textOrEmpty("url", LONGEST_URL);
        String name = value.textOrEmpty("name", LONGEST_NAME);
        long size = value.longOr("size", -1);
        long seconds = value.longOr("duration", -1);
        return new Media(
                kind,
                webAddress(url.isEmpty() ? value.textOrEmpty("text", LONGEST_URL) : url),
                name.isEmpty() ? null : name,
                size < 0 ? null : size,
                seconds < 0 || seconds > Integer.MAX_VALUE ? null : (int) seconds,
                null);
    }

    private static String webAddress(String url) {
        if (!WebAddresses.isOne(url)) {
            throw new Refusal(
                    ErrorCode.PARAMETER_INVALID, "url must begin with http:// or https://");
        }
        return url;
    }

    static JsonArray encode(List<Message> messages, boolean additive) {
        JsonArray all = new JsonArray();
        messages.forEach(message -> all.add(encode(message, additive)));
        return all;
    }

    static JsonObject encode(Message message, boolean additive) {
        return switch (message) {
            case Message.Text text -> text(text.text());
            case Message.Notice notice -> text(notice.text());
            case Media media -> media(media, additive);
            case Location location -> location(location, additive);
        };
    }

    /** The wire knows no maps: words that can be read, and the place itself beside them. */
    private static JsonObject location(Location location, boolean additive) {
        JsonObject words = text(location.inWords());
        if (!additive) {
            return words;
        }
        JsonObject raw =
                new JsonObject()
                        .put("type", "location")
                        .put("latitude", location.latitude())
                        .put("longitude", location.longitude());
        putIfThere(raw, "poi", location.poi());
        putIfThere(raw, "map", location.map());
        putIfThere(raw, "thumb", location.thumb());
        return words.put("raw", raw);
    }

    private static void putIfThere(JsonObject object, String key, @Nullable String value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    /** As words, whatever it is, with that before them. */
    static JsonObject encodeWords(String before, Message message) {
        return switch (message) {
            case Message.Text text -> text(before + text.text());
            case Message.Notice notice -> text(before + notice.text());
            case Media media -> text(before + media.url());
            case Location location -> text(before + location.inWords());
        };
    }

    private static JsonObject media(Media media, boolean additive) {
        return switch (media.kind()) {
            case PICTURE -> typed(PICTURE, value(media, additive));
            case VIDEO -> typed(VIDEO, value(media, additive));
            case VOICE -> typed(VOICE, value(media, additive));
            case FILE -> file(media, additive);
        };
    }

    /** The wire knows no files: words that can be read, and the file itself beside them. */
    private static JsonObject file(Media media, boolean additive) {
        String name = media.name() == null ? "" : media.name() + " ";
        JsonObject words = text("[文件] " + name + media.url());
        return additive ? words.put("raw", value(media, additive).put("type", "file")) : words;
    }

    private static JsonObject value(Media media, boolean additive) {
        JsonObject value = new JsonObject().put("url", media.url());
        if (media.name() != null) {
            value.put("name", media.name());
        }
        if (media.size() != null) {
            value.put("size", media.size());
        }
        if (media.seconds() != null) {
            value.put("duration", media.seconds());
        }
        if (additive) {
            putIfThere(value, "thumb", media.thumb());
        }
        return value;
    }

    private static JsonObject text(String text) {
        return typed(TEXT, new JsonObject().put("text", text));
    }

    private static JsonObject typed(String type, JsonObject value) {
        return new JsonObject().put("type", type).put("value", value);
    }
}
