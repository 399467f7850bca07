package dev.deskbus.gateway.tpi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of messages: Chinese unless the caller prefers English (decision G-5). */
enum Language {
    CHINESE,
    ENGLISH;

    /** By the {@code Accept-Language} header. */
    static Language of(@Nullable String accepted) {
        return accepted != null && accepted.strip().toLowerCase(Locale.ROOT).startsWith("en")
                ? ENGLISH
                : CHINESE;
    }

    /** The one of the two that is in this language. */
    String pick(String chinese, String english) {
        return switch (this) {
            case CHINESE -> chinese;
            case ENGLISH -> english;
        };
    }
}
