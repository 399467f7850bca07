package dev.deskbus.domain.search;

import dev.deskbus.domain.session.Message;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a person reads of a message, in plain words. */
public final class PlainWords {
    /** Those that part words; the others stand within them. */
    private static final Pattern PARTING =
            Pattern.compile(
                    "</?(?:br|p|div|li|ul|ol|tr|td|img|h[1-6])\\b[^<>]*>",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile("</?[a-z][^<>]*>", Pattern.CASE_INSENSITIVE);

    private PlainWords() {}

    /** Its words; of a picture, voice, video or file its name, of a place what is there. */
    public static String of(Message message) {
        return switch (message) {
            case Message.Text(String text, Message.Format format) ->
                    switch (format) {
                        case PLAIN -> text;
                        case HTML -> plain(text);
                    };
            case Message.Media media -> Objects.requireNonNullElse(media.name(), "");
            case Message.Location place -> Objects.requireNonNullElse(place.poi(), "");
            case Message.Notice(_, String text) -> text;
        };
    }

    private static String plain(String html) {
        String text = TAG.matcher(PARTING.matcher(html).replaceAll(" ")).replaceAll("");
        return text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
