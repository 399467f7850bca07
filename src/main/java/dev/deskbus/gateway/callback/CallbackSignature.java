package dev.deskbus.gateway.callback;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.gateway.http.HmacSign;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What shows a third party that a callback is ours (decision G-10): the header that it signs with
 * itself and, when its secret is one of Standard Webhooks ({@code whsec_…}), that standard's
 * headers too. Made anew for each attempt, since the time is in it; the delivery id is not.
 */
final class CallbackSignature {
    private static final String STANDARD_WEBHOOKS = "whsec_";

    private CallbackSignature() {}

    /**
     * The headers; none for an integration without a secret.
     *
     * @param id of the delivery; empty for what has none
     */
    static Map<String, String> headers(Signing signing, String id, Buffer body, Instant now) {
        String secret = signing.hmacSecret();
        if (secret == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HmacSign.HEADER, HmacSign.header(secret, now, body));
        if (secret.startsWith(STANDARD_WEBHOOKS) && !id.isEmpty()) {
            String time = String.valueOf(now.getEpochSecond());
            byte[] key = Base64.getDecoder().decode(secret.substring(STANDARD_WEBHOOKS.length()));
            byte[] mac = HmacSign.mac(key, utf8(id + "." + time + "."), body.getBytes());
            headers.put("webhook-id", id);
            headers.put("webhook-timestamp", time);
            headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac));
        }
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
