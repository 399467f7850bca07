package dev.deskbus.gateway.callback;

/** The words of each wire that third parties are told things on. */
public record CallbackCodecs(
        TpiCallbackCodec tpi,
        TpiCallbackCodec tpiAsPrinted,
        TpiV1CallbackCodec tpiV1,
        WeChatCallbackCodec weChat) {
    /** With or without keys beyond the document, as the integration wants (decision X-9). */
    TpiCallbackCodec tpi(boolean additive) {
        return additive ? tpi : tpiAsPrinted;
    }

    /**
     * All of them.
     *
     * @param publicUrl what third parties put before our own relative addresses; no trailing slash
     */
    public static CallbackCodecs of(String publicUrl) {
        return new CallbackCodecs(
                new TpiCallbackCodec(publicUrl, true),
                new TpiCallbackCodec(publicUrl, false),
                new TpiV1CallbackCodec(publicUrl),
                new WeChatCallbackCodec(publicUrl));
    }
}
