package dev.deskbus.gateway.callback;

/**
 * Plain words as an HTML fragment, which is what {@code content} is on the TPI wire (ADR
 * callback-text-is-html-safe). Words without {@code <}, {@code >} and {@code &} are not touched.
 */
final class HtmlText {
    private HtmlText() {}

    /** Escapes what HTML would misread, and leaves emoji codes as they are. */
    static String escape(String plain) {
        StringBuilder html = new StringBuilder(plain.length() + 16);
        int at = 0;
        while (at < plain.length()) {
            int code = EmojiCodes.lengthAt(plain, at);
            if (code > 0) {
                at += appendCode(html, plain, at, code);
            } else {
                appendEscaped(html, plain.charAt(at));
                at++;
            }
        }
        return html.toString();
    }

    /** For between double quotes. */
    static String attribute(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Appends the code of that length. One that ends in {@code <} or {@code &} would open a tag or
     * an entity together with the letter behind it, so that letter goes out as a number.
     *
     * @return how many characters of {@code text} are done
     */
    static int appendCode(StringBuilder html, String text, int at, int length) {
        int end = at + length;
        html.append(text, at, end);
        if (end == text.length() || EmojiCodes.startsAt(text, end)) {
            return length;
        }
        char next = text.charAt(end);
        if (opensMarkup(text.charAt(end - 1), next)) {
            html.append("&#").append((int) next).append(';');
            return length + 1;
        }
        return length;
    }

    private static boolean opensMarkup(char last, char next) {
        return (last == '<' && (isLetter(next) || "/!?".indexOf(next) >= 0))
                || (last == '&' && (isLetter(next) || next == '#'));
    }

    private static void appendEscaped(StringBuilder html, char c) {
        switch (c) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            default -> html.append(c);
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
