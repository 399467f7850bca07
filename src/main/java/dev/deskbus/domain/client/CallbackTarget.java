package dev.deskbus.domain.client;

/**
 * Where and how a third party wants to be called back.
 *
 * @param protocol which edge encodes the calls
 * @param baseUrl absolute, without a trailing slash; {@code /create} and its siblings are appended
 *     (decision V2-41)
 * @param integration the name of the integration whose rules apply
 */
public record CallbackTarget(Protocol protocol, String baseUrl, String integration) {
    /** The wire that a client came in on, and is told things on. */
    public enum Protocol {
        TPI_V2,
        TPI_V1,
        WECHAT
    }
}
