package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.gateway.http.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tickets for one login each, good for half a minute on any node (docs/decisions/0110): all nodes
 * share the map, which has digests only. May be shared by all threads.
 */
final class Tickets {
    static final Duration LIFE = Duration.ofSeconds(30);

    private static final String MAP = "deskbus.tickets";
    private static final int BYTES = 24;
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final Vertx vertx;
    private final SecureRandom random = new SecureRandom();

    Tickets(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A ticket that stands for a token with these claims. */
    Future<String> issue(Claims claims) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return map().compose(map -> map.put(Sha256.hex(ticket), encode(claims), LIFE.toMillis()))
                .map(ticket);
    }

    /** What it stood for; empty for the second who shows it. */
    Future<Optional<Claims>> redeem(String ticket) {
        return TICKET.matcher(ticket).matches()
                ? map().compose(map -> map.remove(Sha256.hex(ticket)))
                        .map(found -> Optional.ofNullable(found).map(Tickets::decode))
                : Future.succeededFuture(Optional.empty());
    }

    private Future<AsyncMap<String, String>> map() {
        return vertx.sharedData().getAsyncMap(MAP);
    }

    private static String encode(Claims claims) {
        return new JsonObject()
                .put("agent", claims.agent().value())
                .put("tenant", claims.tenant().value())
                .put("issued", claims.issuedAt().getEpochSecond())
                .put("expires", claims.expiresAt().getEpochSecond())
                .put("epoch", claims.epoch())
                .encode();
    }

    private static Claims decode(String text) {
        JsonObject claims = new JsonObject(text);
        return new Claims(
                new AgentId(claims.getString("agent")),
                new TenantId(claims.getLong("tenant")),
                Instant.ofEpochSecond(claims.getLong("issued")),
                Instant.ofEpochSecond(claims.getLong("expires")),
                claims.getLong("epoch"));
    }
}
