package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.tpi.Guesses.Guess;
import dev.deskbus.gateway.tpi.Logins.Caller;
import dev.deskbus.gateway.tpi.TpiRequests.AgentLogOn;
import dev.deskbus.gateway.tpi.TpiResource.World;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Type 5: an agent's login name and password for the token that opens its consoles. Whoever guesses
 * learns nothing: an unknown agent, a disabled one, one of another tenant and a wrong password have
 * the same answer and cost.
 */
final class AgentLogins {
    private final World world;
    private final Guesses guesses;

    AgentLogins(World world, Guesses guesses) {
        this.world = world;
        this.guesses = guesses;
    }

    /** Lets the agent in; fails with {@code CREDENTIALS_WRONG}. */
    Future<TpiReplies> logOn(AgentLogOn logOn, Caller caller) {
        return guesses.check(
                        Guess.of("agent/" + logOn.loginName(), caller.address()),
                        () -> verify(logOn, caller.integration().tenant()))
                .compose(
                        agent ->
                                world.agentTokens()
                                        .issueFor(agent.id(), agent.tenant())
                                        .map(
                                                token ->
                                                        new TpiReplies.AgentLoggedOn(
                                                                agent.id(), token)));
    }

    private Future<Optional<Agent>> verify(AgentLogOn logOn, TenantId tenant) {
        return findHash(logOn.loginName())
                .compose(hash -> world.passwords().verify(logOn.password(), hash.orElse(null)))
                .compose(
                        fits ->
                                fits
                                        ? world.directory()
                                                .findAgent(new AgentId(logOn.loginName()))
                                        : Future.succeededFuture(Optional.<Agent>empty()))
                .map(found -> found.filter(Agent::enabled).filter(a -> a.tenant().equals(tenant)));
    }

    private Future<Optional<String>> findHash(String loginName) {
        return AgentId.isWellFormed(loginName)
                ? world.directory().findPasswordHash(new AgentId(loginName))
                : Future.succeededFuture(Optional.empty());
    }
}
