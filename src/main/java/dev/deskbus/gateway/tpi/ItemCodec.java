package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.tpi.Item.Thumb;
import org.jspecify.annotations.Nullable;

/** Reads what types 2002 to 2006 and 2024 send. Pure. */
final class ItemCodec {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PLACE = 1024;
    private static final int LONGEST_MAP = 32;
    private static final double POLE = 90;
    private static final double DATE_LINE = 180;

    private ItemCodec() {}

    /** Type 2002. */
    static Item picture(Fields fields) {
        boolean save = fields.isSet("saveImage");
        String raw = fields.requireText("imageUri", JsonBody.LIMIT);
        String uri = Inline.isDataUri(raw) ? raw : WebAddress.require(fields, "imageUri");
        return new Item.Picture(uri, save, thumb(fields));
    }

    /** Type 2003. */
    static Item voice(Fields fields) {
        return new Item.Voice(
                seconds(fields, "voiceLength"),
                new Inline(fields.requireText("voiceData", JsonBody.LIMIT)));
    }

    /** Type 2004; refuses numbers that are nowhere on earth. */
    static Item place(Fields fields) {
        String map = fields.textOrEmpty("map", LONGEST_MAP).strip();
        return new Item.Place(
                within(fields, "latitude", POLE),
                within(fields, "longitude", DATE_LINE),
                nullIfEmpty(fields.idOrEmpty("poi", LONGEST_PLACE)),
                nullIfEmpty(map),
                thumb(fields));
    }

    /** Type 2005; one document calls the address {@code fileUrl}, the other {@code url}. */
    static Item file(Fields fields) {
        String other = WebAddress.orEmpty(fields, "url");
        return new Item.File(
                other.isEmpty() || fields.has("fileUrl")
                        ? WebAddress.require(fields, "fileUrl")
                        : other,
                nullIfEmpty(fields.idOrEmpty("name", LONGEST_NAME)));
    }

    /** Type 2006. */
    static Item video(Fields fields) {
        return new Item.Video(
                WebAddress.require(fields, "sightUri"),
                nullIfEmpty(fields.idOrEmpty("sightName", LONGEST_NAME)),
                seconds(fields, "sightLength"),
                thumb(fields));
    }

    /** Type 2024. */
    static Item note(Fields fields) {
        String text = fields.findJson("notice");
        return new Item.Note(
                fields.longOr("noticeType", Message.Notice.CUSTOM), text == null ? "" : text);
    }

    private static Thumb thumb(Fields fields) {
        return new Thumb(
                nullIfEmpty(WebAddress.orEmpty(fields, "thumbUri")),
                new Inline(fields.textOrEmpty("thumbData", JsonBody.LIMIT)));
    }

    /** Null for what is missing, or no length at all. */
    private static @Nullable Integer seconds(Fields fields, String name) {
        long seconds = Math.round(fields.decimalOr(name, -1));
        return seconds < 0 || seconds > Integer.MAX_VALUE ? null : (int) seconds;
    }

    private static double within(Fields fields, String name, double most) {
        double value = fields.requireDecimal(name);
        if (Math.abs(value) <= most) {
            return value;
        }
        throw new Refusal(
                ErrorCode.PARAMETER_INVALID, name + " must be within " + (int) most + " degrees");
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
