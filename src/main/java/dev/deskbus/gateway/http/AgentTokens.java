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
        jwt =
                JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(
                                        new PubSecKeyOptions()
                                                .setAlgorithm(ALGORITHM)
                                                .setBuffer(Buffer.buffer(key.clone())))
                                .setJWTOptions(
                                        new JWTOptions()
                                                .setAlgorithm(ALGORITHM)
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
        if (token.length() > LONGEST_TOKEN || !THREE_PARTS.matcher(token).matches()) {
            return Future.failedFuture(invalid());
        }
        try {
            return jwt.authenticate(new TokenCredentials(token))
                    .map(user -> read(user.attributes().getJsonObject("accessToken")))
                    .recover(_ -> Future.failedFuture(invalid()))
                    .compose(this::requireCurrent);
        } catch (RuntimeException _) {
            // The library throws where a claim has not the type it supposes.
            return Future.failedFuture(invalid());
        }
    }

    private Future<Claims> requireCurrent(Claims claims) {
        return epochs.current(claims.agent())
                .map(
                        epoch -> {
                            if (epoch != claims.epoch()) {
                                throw invalid();
                            }
                            return claims;
                        });
    }

    private static Claims read(JsonObject claims) {
        Instant now = Instant.now();
        if (!PURPOSE.equals(claims.getValue("purpose"))
                || !seconds(claims, "exp").isAfter(now.minus(LEEWAY))
                || seconds(claims, "iat").isAfter(now.plus(LEEWAY))) {
            throw invalid();
        }
        return new Claims(
                new AgentId(claims.getString("sub", "")),
                new TenantId(claims.getLong("bid", 0L)),
                claims.getLong("epoch", -1L));
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

    /** What a good token says. */
    public record Claims(AgentId agent, TenantId tenant, long epoch) {}
}
