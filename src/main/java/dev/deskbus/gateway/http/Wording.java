package dev.deskbus.gateway.http;

import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Text;
import java.util.Optional;

/** What is said, as third parties are shown it: HTML fragments with absolute addresses (V2-44). */
public interface Wording {
    /** Words; a fragment is cleaned, plain words are escaped. */
    String html(Text text);

    /** A picture as {@code img}, anything else as a link with its name. */
    String html(Media media);

    /** With our own address before a relative one; empty for what is not on the web. */
    Optional<String> absolute(String url);
}
