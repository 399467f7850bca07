package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.console.WebAddresses;
import dev.deskbus.gateway.http.Fields;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages as browser consoles write and read them: a type, and what it has. Pure. */
final class WebMessages {
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_NAME = 255;
    private static final double LARGEST_LATITUDE = 90;
    private static final double LARGEST_LONGITUDE = 180;

    private WebMessages() {}

    /** What a console wants to say. */
    static Message decode(Fields message) {
        return switch (message.requireText("type", LONGEST_NAME)) {
            case "text" -> words(message);
            case "picture" -> media(Media.Kind.PICTURE, message);
            case "voice" -> media(Media.Kind.VOICE, message);
            case "video" -> media(Media.Kind.VIDEO, message);
            case "file" -> media(Media.Kind.FILE, message);
            case "location" -> place(message);
            case String _ ->
                    throw new Refusal(ErrorCode.MESSAGE_KIND_UNKNOWN, "unknown message type");
        };
    }

    private static Message words(Fields message) {
        String text = message.requireText("text");
        if (text.isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "text is empty");
        }
        return Message.Text.plain(text);
    }

    private static Media media(Media.Kind kind, Fields message) {
        String name = message.textOrEmpty("name", LONGEST_NAME);
        long size = message.longOr("size", -1);
        long seconds = message.longOr("duration", -1);
        return new Media(
                kind,
                webAddress(message.requireText("url", LONGEST_URL), "url"),
                name.isEmpty() ? null : name,
                size < 0 ? null : size,
                seconds < 0 || seconds > Integer.MAX_VALUE ? null : (int) seconds,
                picture(message));
    }

    private static Location place(Fields message) {
        double latitude = message.requireDecimal("latitude");
        double longitude = message.requireDecimal("longitude");
        if (Math.abs(latitude) > LARGEST_LATITUDE || Math.abs(longitude) > LARGEST_LONGITUDE) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "no such place");
        }
        String poi = message.textOrEmpty("poi", LONGEST_NAME);
        String map = message.textOrEmpty("map", LONGEST_NAME);
        return new Location(
                latitude,
                longitude,
                poi.isEmpty() ? null : poi,
                map.isEmpty() ? null : map,
                picture(message));
    }

    private static @Nullable String picture(Fields message) {
        String thumb = message.textOrEmpty("thumb", LONGEST_URL);
        return thumb.isEmpty() ? null : webAddress(thumb, "thumb");
    }

    private static String webAddress(String url, String name) {
        if (!WebAddresses.isOne(url)) {
            throw new Refusal(
                    ErrorCode.PARAMETER_INVALID, name + " must begin with http:// or https://");
        }
        return url;
    }

    static JsonObject encode(Message message) {
        return switch (message) {
            case Message.Text(String text, Message.Format format) ->
                    typed("text").put("text", text).put("format", lower(format));
            case Message.Notice(int type, String text) ->
                    typed("notice").put("number", type).put("text", text);
            case Media media -> media(media);
            case Location location -> location(location);
        };
    }

    private static JsonObject media(Media media) {
        JsonObject encoded = typed(lower(media.kind())).put("url", media.url());
        putIfThere(encoded, "name", media.name());
        putIfThere(encoded, "size", media.size());
        putIfThere(encoded, "duration", media.seconds());
        putIfThere(encoded, "thumb", media.thumb());
        return encoded;
    }

    private static JsonObject location(Location location) {
        JsonObject encoded =
                typed("location")
                        .put("latitude", location.latitude())
                        .put("longitude", location.longitude());
        putIfThere(encoded, "poi", location.poi());
        putIfThere(encoded, "map", location.map());
        putIfThere(encoded, "thumb", location.thumb());
        return encoded;
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("type", type);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void putIfThere(JsonObject object, String key, @Nullable Object value) {
        if (value != null) {
            object.put(key, value);
        }
    }
}
