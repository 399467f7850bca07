package dev.deskbus.gateway.callback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cleans an HTML fragment (decision G-23): {@code a}, {@code img}, {@code br} and {@code span}
 * stay, rebuilt from nothing but an address; every other {@code <} and {@code >} is escaped. Emoji
 * codes stay byte for byte.
 */
final class HtmlFragment {
    private static final Pattern TAG =
            Pattern.compile(
                    "<(/?)(a|img|br|span)"
                            + "((?:\\s+[a-z-]+\\s*=\\s*(?:\"[^\"<>]*+\"|'[^'<>]*+'))*+)\\s*+/?>",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\s(?:href|src)\\s*=\\s*(?:\"([^\"]*+)\"|'([^']*+)')",
                    Pattern.CASE_INSENSITIVE);

    private final Function<String, Optional<String>> absolute;

    /** Keeps the addresses that {@code absolute} can write. */
    HtmlFragment(Function<String, Optional<String>> absolute) {
        this.absolute = absolute;
    }

    /** The fragment, safe to show, with every tag closed. */
    String clean(String html) {
        StringBuilder clean = new StringBuilder(html.length());
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(html);
        int at = 0;
        while (at < html.length()) {
            int code = EmojiCodes.lengthAt(html, at);
            if (code > 0) {
                at += HtmlText.appendCode(clean, html, at, code);
            } else if (html.charAt(at) == '<' && tag.region(at, html.length()).lookingAt()) {
                clean.append(rebuilt(tag, open));
                at = tag.end();
            } else {
                clean.append(escaped(html.charAt(at)));
                at++;
            }
        }
        open.forEach(name -> clean.append("</").append(name).append('>'));
        return clean.toString();
    }

    /** The tag with nothing but its address; empty when it opens or closes nothing. */
    private String rebuilt(Matcher tag, Deque<String> open) {
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!tag.group(1).isEmpty()) {
            return name.equals(open.peek()) ? "</" + open.pop() + ">" : "";
        }
        return switch (name) {
            case "br" -> "<br>";
            case "img" -> address(tag.group(3)).map(url -> "<img src=\"" + url + "\">").orElse("");
            case "a" -> address(tag.group(3)).map(url -> link(url, open)).orElse("");
            default -> {
                open.push(name);
                yield "<span>";
            }
        };
    }

    private static String link(String url, Deque<String> open) {
        open.push("a");
        return "<a href=\"" + url + "\">";
    }

    private Optional<String> address(String attributes) {
        Matcher found = ADDRESS.matcher(attributes);
        if (!found.find()) {
            return Optional.empty();
        }
        String url = found.group(1) == null ? found.group(2) : found.group(1);
        return absolute.apply(url.replace("&amp;", "&")).map(HtmlText::attribute);
    }

    private static String escaped(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> String.valueOf(c);
        };
    }
}
