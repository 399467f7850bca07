package dev.deskbus.domain.client;

/**
 * How the clients of an integration speak where editions and documents differ.
 *
 * @param strictVoice refuse a voice that is not AMR (decision V2-22)
 * @param historyMessageType which numbers {@code messageType} has in 5003 (decision V2-35)
 * @param additive send keys of the later edition that the document does not show (decision X-9)
 */
public record Dialect(
        boolean strictVoice, HistoryMessageType historyMessageType, boolean additive) {
    /** What is right unless somebody says otherwise. */
    public static final Dialect STANDARD = new Dialect(false, HistoryMessageType.STANDARD, true);

    /** The two readings of a contradiction. */
    public enum HistoryMessageType {
        /** The table of the vendor's other clients: 1 is a text. */
        STANDARD,
        /** The document's one sample: 2 is a text. */
        SAMPLE
    }
}
