package dev.deskbus.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How an integration of the directory file signs: {@code sign}, {@code sign-key}, {@code
 * hmac-secret}.
 */
final class SigningReader {
    private static final String KEY = "sign-key";
    private static final String SECRET = "hmac-secret";
    private static final String STANDARD_WEBHOOKS = "whsec_";
    private static final int SHORTEST_SECRET = 16;

    private SigningReader() {}

    static Signing read(YamlSection s) {
        Rule rule = rule(s);
        String key = s.has(KEY) ? s.text(KEY) : null;
        String secret = s.has(SECRET) ? secret(s) : null;
        if (rule == Rule.REQUIRED && key == null && secret == null) {
            s.fault("sign", "required needs a " + KEY + " or an " + SECRET);
        }
        return new Signing(rule, key, secret);
    }

    /** To YAML, {@code off} without quotes is no text but false. */
    private static Rule rule(YamlSection s) {
        JsonNode sign = s.raw("sign");
        return sign.isBoolean() && !sign.booleanValue()
                ? Rule.OFF
                : s.choice("sign", Rule.class, Rule.OPTIONAL);
    }

    private static @Nullable String secret(YamlSection s) {
        String text = s.text(SECRET);
        if (!text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
            s.fault(SECRET, "must have at least " + SHORTEST_SECRET + " bytes");
        } else if (text.startsWith(STANDARD_WEBHOOKS) && !isBase64(text)) {
            s.fault(SECRET, "must be Base64 after " + STANDARD_WEBHOOKS);
        }
        return text;
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.substring(STANDARD_WEBHOOKS.length())).length
                    > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
