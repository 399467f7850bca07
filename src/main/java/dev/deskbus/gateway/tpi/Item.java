package dev.deskbus.gateway.tpi;

import org.jspecify.annotations.Nullable;

/** What can be sent beside words, as it came: nothing in it is decoded, fetched or kept yet. */
sealed interface Item {
    /**
     * Type 2002.
     *
     * @param uri its address, or a data URI
     * @param save whether it is to be kept here instead of by its address (decision V2-21)
     */
    record Picture(String uri, boolean save, Thumb thumb) implements Item {
        @Override
        public String toString() {
            String shown = Inline.isDataUri(uri) ? new Inline(uri).toString() : uri;
            return "Picture[uri=" + shown + ", save=" + save + ", thumb=" + thumb + "]";
        }
    }

    /** Type 2003 (decision V2-22). */
    record Voice(@Nullable Integer seconds, Inline data) implements Item {}

    /** Type 2004: in the numbers of that map, exactly as they came (decision V2-23). */
    record Place(
            double latitude,
            double longitude,
            @Nullable String poi,
            @Nullable String map,
            Thumb thumb)
            implements Item {}

    /** Type 2005 (decision V2-24). */
    record File(String url, @Nullable String name) implements Item {}

    /** Type 2006. */
    record Video(String url, @Nullable String name, @Nullable Integer seconds, Thumb thumb)
            implements Item {}

    /** Type 2024: a notice for whoever answers. */
    record Note(long type, String text) implements Item {}

    /** A small picture of it: where one lies, or the picture itself; perhaps neither. */
    record Thumb(@Nullable String uri, Inline data) {}

    /** What it says, by which a repeat is told from another one (decision G-13). */
    default String content() {
        return switch (this) {
            case Picture picture -> picture.uri();
            case Voice voice -> voice.data().text();
            case Place place -> place.latitude() + "," + place.longitude() + "," + place.poi();
            case File file -> file.url() + "|" + file.name();
            case Video video -> video.url();
            case Note note -> note.type() + "|" + note.text();
        };
    }
}
