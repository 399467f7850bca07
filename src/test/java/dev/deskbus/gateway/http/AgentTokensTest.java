package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.gateway.http.AgentTokens.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentTokensTest {
    private static final byte[] KEY = bytes("0123456789abcdef0123456789abcdef");
    private static final JsonObject HS256 = new JsonObject().put("typ", "JWT").put("alg", "HS256");

    private final Vertx vertx = Vertx.vertx();
    private final AgentTokens tokens = new AgentTokens(vertx, KEY);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject claims() {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("sub", "SELITE")
                .put("bid", 1)
                .put("purpose", "console")
                .put("epoch", 0)
                .put("iss", "deskbus")
                .put("aud", new JsonArray().add("deskbus-console"))
                .put("iat", now)
                .put("exp", now + 600);
    }

    private static JsonObject without(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String unsigned(JsonObject header, JsonObject claims) {
        return part(bytes(header.encode())) + "." + part(bytes(claims.encode()));
    }

    private static String signed(JsonObject header, JsonObject claims, String mac, byte[] key)
            throws Exception {
        Mac signer = Mac.getInstance(mac);
        signer.init(new SecretKeySpec(key, mac));
        String body = unsigned(header, claims);
        return body + "." + part(signer.doFinal(bytes(body)));
    }

    private static String signed(JsonObject claims) throws Exception {
        return signed(HS256, claims, "HmacSHA256", KEY);
    }

    private Claims verified(String token) throws Exception {
        return tokens.verify(token).await(5, TimeUnit.SECONDS);
    }

    @Test
    void whatIsIssuedIsVerified() throws Exception {
        String token = tokens.issue(new AgentId("SELITE"), new TenantId(7));

        Claims claims = verified(token);
        assertThat(claims.agent()).isEqualTo(new AgentId("SELITE"));
        assertThat(claims.tenant()).isEqualTo(new TenantId(7));
        assertThat(Duration.between(claims.issuedAt(), claims.expiresAt())).hasHours(12);
        assertThat(claims.epoch()).isZero();
    }

    @Test
    void whatWasRevokedIsWorthNothing() throws Exception {
        AtomicLong epoch = new AtomicLong(3);
        AgentTokens revocable =
                new AgentTokens(vertx, KEY, _ -> Future.succeededFuture(epoch.get()));
        String token =
                revocable
                        .issueFor(new AgentId("SELITE"), new TenantId(7))
                        .await(5, TimeUnit.SECONDS);
        assertThat(revocable.verify(token).await(5, TimeUnit.SECONDS).epoch()).isEqualTo(3);

        epoch.incrementAndGet();

        assertThatThrownBy(() -> revocable.verify(token).await(5, TimeUnit.SECONDS))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void itLivesForTwelveHours() {
        String[] parts = tokens.issue(new AgentId("SELITE"), new TenantId(7)).split("\\.");
        JsonObject claims =
                new JsonObject(
                        new String(
                                Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));

        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(12 * 3600);
        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder(
                        "sub", "bid", "purpose", "epoch", "iss", "aud", "iat", "exp");
    }

    @Test
    void aShortKeyIsRefusedAtTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AgentTokens(vertx, new byte[31]));
    }

    @Test
    void clocksMayDifferByHalfAMinute() throws Exception {
        long now = Instant.now().getEpochSecond();

        assertThat(verified(signed(claims()))).isNotNull();
        assertThat(verified(signed(claims().put("exp", now - 20)))).isNotNull();
        assertThat(verified(signed(claims().put("iat", now + 20)))).isNotNull();
    }

    @Test
    void everyForgedOrUnfittingTokenIsRefused() throws Exception {
        for (Map.Entry<String, String> forged : forgeries().entrySet()) {
            Future<Claims> outcome = tokens.verify(forged.getValue());

            assertThat(outcome.cause())
                    .as(forged.getKey())
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.code()).isEqualTo(ErrorCode.TOKEN_INVALID));
        }
    }

    @Test
    void onlyOneThatWasGoodIsExpired() throws Exception {
        long now = Instant.now().getEpochSecond();
        JsonObject old = claims().put("iat", now - 600).put("exp", now - 60);

        assertThat(found(signed(old))).isEqualTo(new Finding.Expired());
        assertThat(found(signed(claims()))).isInstanceOf(Finding.Good.class);
        assertThat(found(signed(claims().put("nbf", now + 60)))).isEqualTo(new Finding.Bad());
        for (Map.Entry<String, String> forged : forgeries().entrySet()) {
            assertThat(found(forged.getValue()))
                    .as(forged.getKey())
                    .isEqualTo(
                            forged.getKey().equals("expired")
                                    ? new Finding.Expired()
                                    : new Finding.Bad());
        }
    }

    private Finding found(String token) throws Exception {
        return tokens.examine(token).await(5, TimeUnit.SECONDS);
    }

    @Test
    void itIsOldInItsLastFifth() {
        Instant issued = Instant.ofEpochSecond(1_000);
        Claims claims =
                new Claims(
                        new AgentId("SELITE"), new TenantId(1), issued, issued.plusSeconds(100), 0);

        assertThat(claims.isOld(issued.plusSeconds(80))).isFalse();
        assertThat(claims.isOld(issued.plusSeconds(81))).isTrue();
        assertThat(claims.isAlive(issued.plusSeconds(129))).isTrue();
        assertThat(claims.isAlive(issued.plusSeconds(130))).isFalse();
    }

    private static Map<String, String> forgeries() throws Exception {
        long now = Instant.now().getEpochSecond();
        Map<String, String> forged = new TreeMap<>();
        JsonObject none = new JsonObject().put("typ", "JWT").put("alg", "none");
        forged.put("nothing", "");
        forged.put("noise", "a.b.c");
        forged.put("alg none, two segments", unsigned(none, claims()));
        forged.put("alg none, empty signature", unsigned(none, claims()) + ".");
        forged.put("two segments", unsigned(HS256, claims()));
        forged.put("empty signature", unsigned(HS256, claims()) + ".");
        forged.put("alg none, signed", signed(none, claims(), "HmacSHA256", KEY));
        forged.put("no alg", signed(new JsonObject(), claims(), "HmacSHA256", KEY));
        forged.put("HS512", signed(hs("HS512"), claims(), "HmacSHA512", KEY));
        forged.put("HS384", signed(hs("HS384"), claims(), "HmacSHA384", KEY));
        forged.put("RS256", rs256());
        forged.put("other key", signed(HS256, claims(), "HmacSHA256", bytes("f".repeat(32))));
        forged.put("changed", changed());
        for (String claim : claims().fieldNames()) {
            forged.put("no " + claim, signed(without(claim)));
            forged.put(claim + " of another type", signed(claims().put(claim, new JsonObject())));
            forged.put(claim + " null", signed(claims().putNull(claim)));
        }
        forged.put("other aud", signed(claims().put("aud", "deskbus-visitor")));
        forged.put("other iss", signed(claims().put("iss", "elsewhere")));
        forged.put("other purpose", signed(claims().put("purpose", "file")));
        forged.put("expired", signed(claims().put("exp", now - 60)));
        forged.put("future iat", signed(claims().put("iat", now + 60)));
        forged.put("not yet", signed(claims().put("nbf", now + 60)));
        forged.put("agent with a dot", signed(claims().put("sub", "a.b")));
        forged.put("no such tenant", signed(claims().put("bid", -1)));
        forged.put("a book", "a".repeat(5000) + ".b.c");
        return forged;
    }

    private static JsonObject hs(String algorithm) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm);
    }

    private static String rs256() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(keys.getPrivate());
        String body = unsigned(hs("RS256"), claims());
        signer.update(bytes(body));
        return body + "." + part(signer.sign());
    }

    /** Another agent under the signature of the first. */
    private static String changed() throws Exception {
        String[] good = signed(claims()).split("\\.");
        return good[0] + "." + part(bytes(claims().put("sub", "BOSS1").encode())) + "." + good[2];
    }
}
