package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the {@code content} of {@code getmsg.do}, which is different for each kind. Pure. */
final class ContentCodec {
    private static final Logger LOG = LoggerFactory.getLogger(ContentCodec.class);
    private static final String CONTENT = "content";
    private static final int LONGEST_ID = 1024;
    private static final int LONGEST_WORDS = 4096;
    private static final int LONGEST_URL = 2048;
    private static final double POLE = 90;
    private static final double DATE_LINE = 180;
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{1,8}");
    private static final Pattern ON_THE_WEB =
            Pattern.compile("(?i:https?)://[^\\s/?#@\"'<>\\\\]+([/?#][^\\s\"<>\\\\]*)?");

    private final JsonBody json;

    ContentCodec(JsonBody json) {
        this.json = json;
    }

    /** The content; refuses with {@code MESSAGE_KIND_UNKNOWN} or {@code PARAMETER_INVALID}. */
    Content decode(String kind, Fields fields) {
        return switch (kind) {
            case "text" -> new Content.Words(fields.requireText(CONTENT));
            case "image" -> image(object(fields));
            case "voice" -> voice(object(fields));
            case "video" -> video(object(fields));
            case "link" -> link(object(fields));
            case "location" -> place(object(fields));
            case String _ ->
                    throw new Refusal(ErrorCode.MESSAGE_KIND_UNKNOWN, "no such kind of message");
        };
    }

    /** What came beside words, whole, for whoever can use more of it; null for words. */
    @Nullable String raw(String kind, Fields fields) {
        return kind.equals("text") ? null : fields.findJson(CONTENT);
    }

    /** An object, or the text of one (decision WX-12). */
    private Fields object(Fields fields) {
        try {
            return fields.requireObject(CONTENT);
        } catch (Refusal noObject) {
            String text = fields.findJson(CONTENT);
            if (text == null) {
                throw noObject;
            }
            return parsed(text);
        }
    }

    private Fields parsed(String text) {
        try {
            return json.parse(Buffer.buffer(text));
        } catch (Refusal _) {
            throw invalid("content is no JSON object");
        }
    }

    private static Content image(Fields content) {
        return new Content.Shown(Media.Kind.PICTURE, mediaId(content), "image.jpg", null);
    }

    /** The words that were recognised stay with it, raw. */
    private static Content voice(Fields content) {
        String format = content.idOrEmpty("format", LONGEST_ID).toLowerCase(Locale.ROOT);
        String ending = FORMAT.matcher(format).matches() ? format : "amr";
        return new Content.Shown(Media.Kind.VOICE, mediaId(content), "voice." + ending, null);
    }

    private static Content video(Fields content) {
        String thumb = content.idOrEmpty("thumbMediaId", LONGEST_ID).strip();
        return new Content.Shown(
                Media.Kind.VIDEO, mediaId(content), "video.mp4", thumb.isEmpty() ? null : thumb);
    }

    private static Content link(Fields content) {
        String url = content.requireId("url", LONGEST_URL).strip();
        if (!ON_THE_WEB.matcher(url).matches()) {
            throw invalid("url must be an http or https address");
        }
        String title = content.idOrEmpty("title", LONGEST_WORDS).strip();
        String description = content.idOrEmpty("description", LONGEST_WORDS).strip();
        return new Content.Words(
                Stream.of("[链接] " + title, description, url)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n")));
    }

    /** {@code x} is the longitude, unless the platform's own order was passed on (WX-14). */
    private static Content place(Fields content) {
        double x = content.requireDecimal("x");
        double y = content.requireDecimal("y");
        boolean swapped = Math.abs(x) <= POLE && Math.abs(y) > POLE;
        if (swapped) {
            LOG.debug("a place came with latitude and longitude in each other's place");
        }
        double longitude = swapped ? y : x;
        double latitude = swapped ? x : y;
        if (Math.abs(latitude) > POLE || Math.abs(longitude) > DATE_LINE) {
            throw invalid("x and y are nowhere on earth");
        }
        String label = content.idOrEmpty("label", LONGEST_WORDS).strip();
        return new Content.Place(latitude, longitude, label.isEmpty() ? null : label);
    }

    private static String mediaId(Fields content) {
        String id = content.requireId("mediaId", LONGEST_ID).strip();
        if (id.isEmpty()) {
            throw invalid("mediaId is empty");
        }
        return id;
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
