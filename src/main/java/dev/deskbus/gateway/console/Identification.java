package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.gateway.http.AgentTokens.Finding;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.RetiredTokens;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds out whose a console's token is; every protocol says in its own way what came of it. */
public final class Identification {
    private final AgentTokens tokens;
    private final AgentDirectory directory;
    private final RetiredTokens retired;

    /** Believes these tokens, unless they were exchanged for newer ones a while ago. */
    public Identification(AgentTokens tokens, AgentDirectory directory, RetiredTokens retired) {
        this.tokens = tokens;
        this.directory = directory;
        this.retired = retired;
    }

    /** What came of a token. */
    public sealed interface Identified {
        /** It is this agent's, who may come in. */
        record Known(Agent agent, Claims claims) implements Identified {}

        /** It is no token of ours. */
        record NoToken() implements Identified {}

        /** It was one. */
        record Expired() implements Identified {}

        /** The agent that it names is not in the directory. */
        record Nobody() implements Identified {}

        /** The agent may not come in. */
        record Disabled() implements Identified {}
    }

    /** Whose token it is. */
    public Future<Identified> identify(String token) {
        return tokens.examine(token)
                .compose(
                        finding ->
                                switch (finding) {
                                    case Finding.Good(Claims claims) -> look(token, claims);
                                    case Finding.Expired() ->
                                            Future.succeededFuture(new Identified.Expired());
                                    case Finding.Bad() ->
                                            Future.succeededFuture(new Identified.NoToken());
                                });
    }

    private Future<Identified> look(String token, Claims claims) {
        return retired.isRetired(Sha256.hex(token))
                .compose(
                        isRetired ->
                                isRetired
                                        ? Future.succeededFuture(new Identified.Expired())
                                        : directory
                                                .findAgent(claims.agent())
                                                .map(found -> admit(claims, found)));
    }

    private static Identified admit(Claims claims, Optional<Agent> found) {
        Optional<Agent> agent = found.filter(each -> each.tenant().equals(claims.tenant()));
        if (agent.isEmpty()) {
            return new Identified.Nobody();
        }
        return agent.get().enabled() && agent.get().role() != Agent.Role.ROBOT
                ? new Identified.Known(agent.get(), claims)
                : new Identified.Disabled();
    }
}
