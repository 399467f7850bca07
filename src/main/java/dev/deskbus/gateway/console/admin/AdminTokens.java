package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.port.RetiredTokens;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Exchanges tokens in the last fifth of their life for new ones; the old one is good for another
 * minute (decision AD-10).
 */
final class AdminTokens {
    private final AgentTokens tokens;
    private final RetiredTokens retired;

    AdminTokens(AgentTokens tokens, RetiredTokens retired) {
        this.tokens = tokens;
        this.retired = retired;
    }

    /**
     * What a list says of the token.
     *
     * @param token the new one; empty when the old one is good enough
     */
    record Refresh(String token, Instant expiresAt) {
        boolean isOne() {
            return !token.isEmpty();
        }
    }

    /** A new token when that one is old. */
    Future<Refresh> refresh(Agent agent, String token, Claims claims) {
        if (!claims.isOld(Instant.now())) {
            return Future.succeededFuture(new Refresh("", claims.expiresAt()));
        }
        return tokens.issueFor(agent.id(), agent.tenant())
                .compose(fresh -> exchange(token, claims, fresh));
    }

    private Future<Refresh> exchange(String old, Claims claims, String fresh) {
        return retired.retire(Sha256.hex(old), claims.expiresAt())
                .compose(_ -> tokens.verify(fresh))
                .map(read -> new Refresh(fresh, read.expiresAt()));
    }
}
