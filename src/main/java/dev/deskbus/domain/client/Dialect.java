package dev.deskbus.domain.client;

/**
 * How the clients of an integration speak where editions and documents differ.
 *
 * @param strictVoice refuse a voice that is not AMR (decision V2-22)
 * @param historyMessageType which numbers {@code messageType} has in 5003 (decision V2-35)
 * @param historyUserType who is {@code userType} 0 in 5003 (decision V2-36)
 * @param additive send keys of the later edition that the document does not show (decision X-9)
 * @param extras what it has turned on beyond that
 */
public record Dialect(
        boolean strictVoice,
        HistoryMessageType historyMessageType,
        HistoryUserType historyUserType,
        boolean additive,
        Extras extras) {
    /** What is right unless somebody says otherwise. */
    public static final Dialect STANDARD =
            new Dialect(false, HistoryMessageType.STANDARD, HistoryUserType.STANDARD, true);

    /** With nothing turned on. */
    public Dialect(
            boolean strictVoice,
            HistoryMessageType historyMessageType,
            HistoryUserType historyUserType,
            boolean additive) {
        this(strictVoice, historyMessageType, historyUserType, additive, Extras.NONE);
    }

    /** The same with that turned on. */
    public Dialect with(Extras other) {
        return new Dialect(strictVoice, historyMessageType, historyUserType, additive, other);
    }

    /** The two readings of a contradiction. */
    public enum HistoryMessageType {
        /** The table of the vendor's other clients: 1 is a text. */
        STANDARD,
        /** The document's one sample: 2 is a text. */
        SAMPLE
    }

    /** The two readings of a sample without words. */
    public enum HistoryUserType {
        /** 0 is an agent, 1 a client. */
        STANDARD,
        /** 0 is a client, 1 an agent. */
        REVERSED
    }
}
