package dev.deskbus.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries to show that its sender has the key, as it came and not judged yet.
 *
 * @param sign the header {@code sign}
 * @param hmac the header {@code X-Deskbus-Signature}
 */
public record Proof(@Nullable String sign, @Nullable String hmac) {
    /** The proof in the headers of that request. */
    public static Proof of(HttpServerRequest request) {
        return new Proof(request.getHeader("sign"), request.getHeader(HmacSign.HEADER));
    }

    @Override
    public String toString() {
        return "Proof";
    }
}
