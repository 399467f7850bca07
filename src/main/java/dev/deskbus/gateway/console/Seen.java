package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.port.WaitingLines.InLine;

/**
 * What a screen says of a request that waits.
 *
 * @param said how many of its words were shown
 * @param offer the last offer of it, 0 before there was one
 * @param forMe whether this agent was asked last, or it is kept for it
 */
public record Seen(long said, long offer, boolean forMe) {
    /** Of a request that is not on the screen. */
    public static final Seen NOTHING = new Seen(0, 0, false);

    /** When it is shown as the lines have it. */
    public static Seen of(InLine each) {
        return new Seen(each.said(), each.offer(), each.offeredTo() != null);
    }

    /** Whether words, or an offer with a number, are new to it. */
    public boolean isNews(RequestWaiting waiting) {
        return !waiting.beyond(said).isEmpty()
                || (waiting.offer() != 0 && waiting.offer() != offer);
    }

    /** The same of the lines, which are a moment old. */
    public boolean isNews(InLine each) {
        return each.said() > said || (each.offeredTo() != null && each.offer() > offer);
    }

    /** When that was shown, too. */
    public Seen with(RequestWaiting waiting) {
        return new Seen(
                said + waiting.messages().size(),
                waiting.offer() == 0 ? offer : waiting.offer(),
                waiting.offeredTo() != null);
    }
}
