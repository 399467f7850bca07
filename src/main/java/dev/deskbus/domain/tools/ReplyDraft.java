package dev.deskbus.domain.tools;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;

/**
 * What a canned reply says. Refuses what is too long, or empty where something must be.
 *
 * @param folder where it lies; empty for nowhere
 * @param shortcut what an agent types to get it, without blanks; there is one of each name
 * @param title what it is, in a few words; may be empty
 */
public record ReplyDraft(String folder, String shortcut, String title, String text) {
    public static final int LONGEST_SHORTCUT = 32;
    public static final int LONGEST_TITLE = 80;
    public static final int LONGEST_FOLDER = 64;
    public static final int LONGEST_TEXT = 2000;

    public ReplyDraft {
        folder = Lines.line("folder", folder, LONGEST_FOLDER);
        shortcut = Lines.requireLine("shortcut", shortcut, LONGEST_SHORTCUT);
        title = Lines.line("title", title, LONGEST_TITLE);
        text = Lines.requireText("text", text, LONGEST_TEXT);
        if (shortcut.codePoints().anyMatch(Character::isWhitespace)) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "shortcut must not contain blanks");
        }
    }
}
