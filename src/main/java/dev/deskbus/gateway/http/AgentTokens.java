package dev.deskbus.gateway.http;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.TokenEpochs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Issues and checks the tokens with which agents open their consoles (decision KF-37). Every claim
 * is demanded, for the library lets a token without {@code exp} live for ever, and takes unsigned
 * ones when it has no key.
 */
public final class AgentTokens {
    private static final int SHORTEST_KEY = 32;
    private static final int LONGEST_TOKEN = 4096;
    private static final Duration LIFE = Duration.ofHours(12);
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final String ALGORITHM = "HS256";
    private static final String ISSUER = "deskbus";
    private static final String AUDIENCE = "deskbus-console";
    private static final String PURPOSE = "console";
    private static final Pattern THREE_PARTS = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final JWTAuth jwt;
    private final JWTAuth ageless;
    private final TokenEpochs epochs;

    /** Signs with this key, of 32 bytes at least; nothing is ever revoked. */
    public AgentTokens(Vertx vertx, byte[] key) {
        this(vertx, key, _ -> Future.succeededFuture(0L));
    }

    /** The same, where tokens of an older epoch are worth nothing. */
    public AgentTokens(Vertx vertx, byte[] key, TokenEpochs epochs) {
        this.epochs = epochs;
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("the token key needs at least 32 bytes");
        }
        jwt = jwt(vertx, key, new JWTOptions());
        ageless = jwt(vertx, key, new JWTOptions().setIgnoreExpiration(true));
    }

    private static JWTAuth jwt(Vertx vertx, byte[] key, JWTOptions options) {
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions()
                                        .setAlgorithm(ALGORITHM)
                                        .setBuffer(Buffer.buffer(key.clone())))
                        .setJWTOptions(
                                options.setAlgorithm(ALGORITHM)
                                        .setIssuer(ISSUER)
                                        .setAudience(List.of(AUDIENCE))
                                        .setLeeway((int) LEEWAY.toSeconds())));
    }

    /** A token for twelve hours, until the agent's tokens are revoked. */
    public Future<String> issueFor(AgentId agent, TenantId tenant) {
        return epochs.current(agent).map(epoch -> issue(agent, tenant, epoch));
    }

    /** A token for twelve hours of an agent whose tokens were never revoked. */
    public String issue(AgentId agent, TenantId tenant) {
        return issue(agent, tenant, 0);
    }

    private String issue(AgentId agent, TenantId tenant, long epoch) {
        return jwt.generateToken(
                new JsonObject()
                        .put("bid", tenant.value())
                        .put("purpose", PURPOSE)
                        .put("epoch", epoch),
                new JWTOptions()
                        .setAlgorithm(ALGORITHM)
                        .setIssuer(ISSUER)
                        .setAudience(List.of(AUDIENCE))
                        .setSubject(agent.value())
                        .setExpiresInSeconds((int) LIFE.toSeconds()));
    }

    /** Whose token it is; {@code TOKEN_INVALID} when anything about it is wrong. */
    public Future<Claims> verify(String token) {
        return examine(token)
                .compose(
                        finding ->
                                finding instanceof Finding.Good(Claims claims)
                                        ? Future.succeededFuture(claims)
                                        : Future.failedFuture(invalid()));
    }

    /** What is to be said of a token, also of one that was good once. */
    public Future<Finding> examine(String token) {
        return look(token)
                .compose(
                        finding ->
                                finding instanceof Finding.Good(Claims claims)
                                        ? requireCurrent(claims)
                                        : Future.succeededFuture(finding));
    }

    /** Of an older epoch it was good once. */
    private Future<Finding> requireCurrent(Claims claims) {
        return epochs.current(claims.agent())
                .map(
                        epoch ->
                                epoch == claims.epoch()
                                        ? new Finding.Good(claims)
                                        : new Finding.Expired());
    }

    /** Never fails. */
    private Future<Finding> look(String token) {
        if (token.length() > LONGEST_TOKEN || !THREE_PARTS.matcher(token).matches()) {
            return Future.succeededFuture(new Finding.Bad());
        }
        Instant now = Instant.now();
        return read(jwt, token)
                .<Finding>map(
                        claims ->
                                claims.isAlive(now)
                                        ? new Finding.Good(claims)
                                        : new Finding.Expired())
                .recover(_ -> read(ageless, token).map(claims -> age(claims, now)))
                .otherwise(new Finding.Bad());
    }

    /** The library found something wrong with it: perhaps its age, perhaps anything else. */
    private static Finding age(Claims claims, Instant now) {
        return claims.isAlive(now) ? new Finding.Bad() : new Finding.Expired();
    }

    private static Future<Claims> read(JWTAuth by, String token) {
        try {
            return by.authenticate(new TokenCredentials(token))
                    .map(user -> read(user.attributes().getJsonObject("accessToken")));
        } catch (RuntimeException e) {
            // The library throws where a claim has not the type it supposes.
            return Future.failedFuture(e);
        }
    }

    private static Claims read(JsonObject claims) {
        Instant issued = seconds(claims, "iat");
        long epoch = claims.getLong("epoch", -1L);
        if (epoch < 0
                || !PURPOSE.equals(claims.getValue("purpose"))
                || issued.isAfter(Instant.now().plus(LEEWAY))) {
            throw invalid();
        }
        return new Claims(
                new AgentId(claims.getString("sub", "")),
                new TenantId(claims.getLong("bid", 0L)),
                issued,
                seconds(claims, "exp"),
                epoch);
    }

    private static Instant seconds(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof Number number) {
            return Instant.ofEpochSecond(number.longValue());
        }
        throw invalid();
    }

    private static Refusal invalid() {
        return new Refusal(ErrorCode.TOKEN_INVALID, "Invalid token");
    }

    /** What is to be said of a token. */
    public sealed interface Finding {
        /** It is good. */
        record Good(Claims claims) implements Finding {}

        /** It was good, but not any more. */
        record Expired() implements Finding {}

        /** It never was. */
        record Bad() implements Finding {}
    }

    /** What a good token says. */
    public record Claims(
            AgentId agent, TenantId tenant, Instant issuedAt, Instant expiresAt, long epoch) {
        private static final int LAST_PART = 5;

        /** Whether it still counts; clocks may differ a little. */
        public boolean isAlive(Instant now) {
            return expiresAt.isAfter(now.minus(LEEWAY));
        }

        /** Whether less than a fifth of its life is left (decision AD-10). */
        public boolean isOld(Instant now) {
            Duration life = Duration.between(issuedAt, expiresAt);
            return Duration.between(now, expiresAt).multipliedBy(LAST_PART).compareTo(life) < 0;
        }
    }
}
