package dev.deskbus.domain.session;

import org.jspecify.annotations.Nullable;

/** What can be said, the same for every protocol (decision X-1). */
public sealed interface Message {
    /** Words; kept exactly as they came, escaped only where they are shown (decision G-22). */
    record Text(String text, Format format) implements Message {
        /** Plain words. */
        public static Text plain(String text) {
            return new Text(text, Format.PLAIN);
        }
    }

    /** Whether a text is to be shown as it is, or is an HTML fragment. */
    enum Format {
        PLAIN,
        HTML
    }

    /** A picture, voice, video or file that lies somewhere else. */
    record Media(
            Kind kind,
            String url,
            @Nullable String name,
            @Nullable Long size,
            @Nullable Integer seconds)
            implements Message {
        /** What sort of thing lies at the URL. */
        public enum Kind {
            PICTURE,
            VOICE,
            VIDEO,
            FILE
        }
    }

    /** A notice of the system, by its number on the TPI wire (decision V2-45). */
    record Notice(int type, String text) implements Message {
        public static final int IDLE_WARNING = 3;
        public static final int IDLE_CLOSE = 4;
        public static final int TYPING = 5;
    }
}
