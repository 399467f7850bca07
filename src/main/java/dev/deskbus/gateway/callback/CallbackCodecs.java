package dev.deskbus.gateway.callback;

/** The words of each wire that third parties are told things on. */
public record CallbackCodecs(
        TpiCallbackCodec tpi, TpiV1CallbackCodec tpiV1, WeChatCallbackCodec weChat) {
    /**
     * All of them.
     *
     * @param publicUrl what third parties put before our own relative addresses; no trailing slash
     * @param additive whether keys beyond the documents are sent (decision X-9)
     */
    public static CallbackCodecs of(String publicUrl, boolean additive) {
        return new CallbackCodecs(
                new TpiCallbackCodec(publicUrl, additive),
                new TpiV1CallbackCodec(publicUrl),
                new WeChatCallbackCodec(publicUrl));
    }
}
