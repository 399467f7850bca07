package dev.deskbus.gateway.callback;

import dev.deskbus.domain.session.Message.Format;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.gateway.http.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is said, as HTML fragments with absolute addresses (decision V2-44). */
public final class MediaLinks implements Wording {
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}]+");

    private final String publicUrl;

    /** Knows what third parties put before our own relative addresses; no trailing slash. */
    public MediaLinks(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public String html(Text text) {
        return text.format() == Format.HTML
                ? new HtmlFragment(this::absolute).clean(text.text())
                : HtmlText.escape(text.text());
    }

    @Override
    public String html(Media media) {
        String label = media.name() == null ? label(media.kind()) : media.name();
        Optional<String> url = absolute(media.url()).map(HtmlText::attribute);
        if (url.isEmpty()) {
            return HtmlText.escape(label);
        }
        return media.kind() == Media.Kind.PICTURE
                ? "<img src=\"" + url.get() + "\">"
                : "<a href=\"" + url.get() + "\">" + HtmlText.escape(label) + "</a>";
    }

    /** A place in words: what a map would show is no fragment of HTML. */
    String html(Location location) {
        return HtmlText.escape(location.inWords());
    }

    @Override
    public Optional<String> absolute(String url) {
        String whole = FileLinks.absolute(publicUrl, url);
        return WEB.matcher(whole).matches() ? Optional.of(whole) : Optional.empty();
    }

    private static String label(Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> "[图片]";
            case VOICE -> "[语音]";
            case VIDEO -> "[视频]";
            case FILE -> "[文件]";
        };
    }
}
