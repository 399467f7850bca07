package dev.deskbus.gateway.console.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.gateway.console.WebAddresses;
import dev.deskbus.gateway.http.Fields;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages as the admin wire shows them: a {@code file_type} and a {@code msg} (decisions AD-15,
 * Goods and orders are notices whose card lies in {@code extra}.
 */
final class AdminMessages {
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_NAME = 255;
    private static final String MSG = "msg";
    private static final String FILE_TYPE = "file_type";

    private AdminMessages() {}

    /** The numbers of the wire, in their order. */
    enum FileType {
        TEXT(0),
        PICTURE(1),
        VOICE(2),
        GOODS(3),
        ORDER(4),
        VIDEO(5),
        FILE(6);

        private final int number;

        FileType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /**
     * What can be said.
     *
     * @param extra the card of goods or an order, as it will be shown again; else null
     */
    record Content(Message message, @Nullable String extra) {}

    /** What a console wants to say (document 32300). */
    static Content decode(Fields fields) {
        FileType type = fileType(fields);
        if (isMissing(fields)) {
            throw AdminCode.SEND_MSG.fault();
        }
        return switch (type) {
            case TEXT -> new Content(Message.Text.plain(text(fields)), null);
            case PICTURE -> media(Media.Kind.PICTURE, fields);
            case VOICE -> media(Media.Kind.VOICE, fields);
            case VIDEO -> media(Media.Kind.VIDEO, fields);
            case FILE -> media(Media.Kind.FILE, fields);
            case GOODS -> card(type, AdminWords.GOODS, fields);
            case ORDER -> card(type, AdminWords.ORDER, fields);
        };
    }

    private static FileType fileType(Fields fields) {
        long number = fields.longOr(FILE_TYPE, FileType.TEXT.number());
        return Stream.of(FileType.values())
                .filter(type -> type.number() == number)
                .findFirst()
                .orElseThrow(() -> AdminCode.PARAMETER.because(AdminWords.FILE_TYPE));
    }

    /** The number 0, null and an empty text are no message; the text "0" is one (AD-11). */
    private static boolean isMissing(Fields fields) {
        JsonNode msg = fields.copy().path(MSG);
        return msg.isMissingNode()
                || msg.isNull()
                || (msg.isTextual() && msg.textValue().isBlank())
                || (msg.isNumber() && msg.decimalValue().signum() == 0);
    }

    private static String text(Fields fields) {
        Object scalar = fields.findScalar(MSG, Fields.LONGEST_TEXT);
        if (scalar == null) {
            throw AdminCode.SEND_MSG.because(AdminWords.MSG);
        }
        return scalar.toString();
    }

    /** An address, or an object with one. */
    private static Content media(Media.Kind kind, Fields fields) {
        if (fields.findScalar(MSG, LONGEST_URL) instanceof String url) {
            return media(kind, url, "", -1, -1);
        }
        Fields value = fields.requireObject(MSG);
        return media(
                kind,
                value.textOrEmpty("url", LONGEST_URL),
                value.textOrEmpty("name", LONGEST_NAME),
                value.longOr("size", -1),
                value.longOr("duration", -1));
    }

    private static Content media(
            Media.Kind kind, String url, String name, long size, long seconds) {
        if (!WebAddresses.isOne(url)) {
            throw AdminCode.SEND_MSG.because(AdminWords.MSG);
        }
        return new Content(
                new Media(
                        kind,
                        url,
                        name.isEmpty() ? null : name,
                        size < 0 ? null : size,
                        seconds < 0 || seconds > Integer.MAX_VALUE ? null : (int) seconds,
                        null),
                null);
    }

    /** Kept as it came; TPI clients, who know no cards, are shown its title. */
    private static Content card(FileType type, String label, Fields fields) {
        JsonNode msg = fields.copy().path(MSG);
        String extra =
                fields.copy().objectNode().put(FILE_TYPE, type.number()).set(MSG, msg).toString();
        return new Content(new Notice(0, label + title(msg)), extra);
    }

    private static String title(JsonNode msg) {
        return msg.isValueNode()
                ? msg.asText()
                : Stream.of("title", "name", "goods_name", "order_sn", "order_no", "id")
                        .map(key -> msg.path(key).asText(""))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    /** Puts {@code msg} and {@code file_type} into a message of the wire. */
    static JsonObject encode(JsonObject into, Message message, @Nullable String extra) {
        return switch (message) {
            case Message.Text text -> put(into, text.text(), FileType.TEXT);
            case Media media -> media(into, media);
            case Location location -> put(into, location.inWords(), FileType.TEXT);
            case Notice notice -> notice(into, notice, extra);
        };
    }

    private static JsonObject media(JsonObject into, Media media) {
        put(into, media.url(), type(media.kind()));
        if (media.name() != null) {
            into.put("name", media.name());
        }
        if (media.size() != null) {
            into.put("size", media.size());
        }
        if (media.seconds() != null) {
            into.put("duration", media.seconds());
        }
        return into;
    }

    private static FileType type(Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> FileType.PICTURE;
            case VOICE -> FileType.VOICE;
            case VIDEO -> FileType.VIDEO;
            case FILE -> FileType.FILE;
        };
    }

    private static JsonObject notice(JsonObject into, Notice notice, @Nullable String extra) {
        JsonObject card = notice.type() == 0 && extra != null ? card(extra) : null;
        return card == null
                ? put(into, notice.text(), FileType.TEXT)
                : into.put(MSG, card.getValue(MSG)).put(FILE_TYPE, card.getValue(FILE_TYPE));
    }

    /** Clients attach what they like: only what looks like a card of ours is one. */
    private static @Nullable JsonObject card(String extra) {
        try {
            JsonObject card = new JsonObject(extra);
            boolean isCard =
                    card.getValue(FILE_TYPE) instanceof Integer type
                            && (type == FileType.GOODS.number() || type == FileType.ORDER.number())
                            && card.getValue(MSG) != null;
            return isCard ? card : null;
        } catch (DecodeException _) {
            return null;
        }
    }

    private static JsonObject put(JsonObject into, Object msg, FileType type) {
        return into.put(MSG, msg).put(FILE_TYPE, type.number());
    }
}
