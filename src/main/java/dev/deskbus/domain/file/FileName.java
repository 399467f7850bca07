package dev.deskbus.domain.file;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file, safe wherever it is written: never a path, no invisible characters, nothing
 * that an operating system or a page could misread, and not too long.
 */
public record FileName(String value) {
    private static final int LONGEST = 120;
    private static final int LONGEST_EXTENSION = 16;
    private static final String NAMELESS = "file";
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,16}");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNWANTED =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
    private static final Pattern AMBIGUOUS = Pattern.compile("[<>:\"|?*%/\\\\]");
    private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

    public FileName {
        if (!value.equals(clean(value))) {
            throw new IllegalArgumentException("not a safe file name");
        }
    }

    /** The nearest safe name to what somebody called a file; the last part of a path. */
    public static FileName of(@Nullable String raw) {
        return new FileName(raw == null ? NAMELESS : clean(lastPart(raw)));
    }

    /** In lower case without its dot; empty when there is none. */
    public String extension() {
        int dot = value.lastIndexOf('.');
        String end = value.substring(dot + 1).toLowerCase(Locale.ROOT);
        return dot > 0 && EXTENSION.matcher(end).matches() ? end : "";
    }

    /** The same, and an extension at its end. */
    public FileName with(String extension) {
        return of(cut(value, LONGEST - LONGEST_EXTENSION - 1) + "." + extension);
    }

    /** Whether the extension is one of these. */
    public boolean hasOneOf(Set<String> extensions) {
        return extensions.contains(extension());
    }

    private static String lastPart(String raw) {
        return raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
    }

    private static String clean(String raw) {
        String visible = UNWANTED.matcher(oneSpace(raw)).replaceAll("");
        String plain = AMBIGUOUS.matcher(oneSpace(visible)).replaceAll("_");
        String trimmed = trim(shorten(trim(plain)));
        return trimmed.isEmpty() ? NAMELESS : trimmed;
    }

    private static String oneSpace(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }

    private static String trim(String text) {
        return EDGES.matcher(text).replaceAll("");
    }

    /** Cuts in the middle, so that the extension stays. */
    private static String shorten(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String end = dot < 0 ? "" : name.substring(dot);
        if (end.length() > LONGEST_EXTENSION + 1) {
            end = "";
        }
        return cut(name, LONGEST - end.length()) + end;
    }

    private static String cut(String name, int codePoints) {
        return name.codePointCount(0, name.length()) <= codePoints
                ? name
                : name.substring(0, name.offsetByCodePoints(0, codePoints));
    }
}
