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

    /**
     * A picture, voice, video or file that lies somewhere else.
     *
     * @param thumb the address of a small picture of it
     */
    record Media(
            Kind kind,
            String url,
            @Nullable String name,
            @Nullable Long size,
            @Nullable Integer seconds,
            @Nullable String thumb)
            implements Message {
        /** What sort of thing lies at the URL. */
        public enum Kind {
            PICTURE,
            VOICE,
            VIDEO,
            FILE
        }
    }

    /**
     * A place on a map, exactly as it was sent (decision V2-23).
     *
     * @param poi what is there, in words
     * @param map whose map the numbers are for, such as {@code baidu}; null for the usual one
     * @param thumb the address of a small picture of it
     */
    record Location(
            double latitude,
            double longitude,
            @Nullable String poi,
            @Nullable String map,
            @Nullable String thumb)
            implements Message {
        /** For whoever can show words only. */
        public String inWords() {
            String where = latitude + "," + longitude;
            return poi == null || poi.isBlank()
                    ? "[位置] " + where
                    : "[位置] " + poi + " (" + where + ")";
        }
    }

    /** A notice of the system, by its number on the TPI wire (decision V2-45). */
    record Notice(int type, String text) implements Message {
        public static final int PUSH_RATING = 2;
        public static final int IDLE_WARNING = 3;
        public static final int IDLE_CLOSE = 4;
        public static final int TYPING = 5;
        public static final int REVOKE = 6;
        public static final int INVITE = 10;
        public static final int TRANSFER = 11;
        public static final int LEFT = 12;
        public static final int CUSTOM = 99;
    }
}
