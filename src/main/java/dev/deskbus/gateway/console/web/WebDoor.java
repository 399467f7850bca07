package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.Identification;
import dev.deskbus.gateway.console.Identification.Identified;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.TokenEpochs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Knows who may come in, by a token or by a ticket, and whether they still may. May be shared by
 * all threads.
 */
final class WebDoor {
    private final Identification identification;
    private final AgentDirectory directory;
    private final TokenEpochs epochs;
    private final Tickets tickets;
    private final Duration recheck;

    WebDoor(WebPorts ports, AgentTokens tokens, Tickets tickets, Duration recheck) {
        this.identification = new Identification(tokens, ports.directory(), ports.retired());
        this.directory = ports.directory();
        this.epochs = ports.epochs();
        this.tickets = tickets;
        this.recheck = recheck;
    }

    /** By what an agent is in. */
    record Admitted(Agent agent, Claims claims) {}

    /** Whose token it is; {@code TOKEN_INVALID}, or {@code CALLER_NOT_ALLOWED} when disabled. */
    Future<Admitted> byToken(String token) {
        return identification
                .identify(token)
                .map(
                        identified ->
                                switch (identified) {
                                    case Identified.Known(Agent agent, Claims claims) ->
                                            new Admitted(agent, claims);
                                    case Identified.Disabled() -> throw disabled();
                                    case Identified.NoToken(),
                                            Identified.Expired(),
                                            Identified.Nobody() ->
                                            throw new Refusal(
                                                    ErrorCode.TOKEN_INVALID, "invalid token");
                                });
    }

    /** Whose ticket it was. */
    Future<Admitted> byTicket(String ticket) {
        return tickets.redeem(ticket)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.TOKEN_INVALID, "invalid ticket")))
                .compose(claims -> find(claims).map(agent -> new Admitted(agent, claims)));
    }

    /** The agent as the directory has it now; refused when it is none any more. */
    Future<Agent> find(Claims claims) {
        return directory
                .findAgent(claims.agent())
                .map(
                        found ->
                                found.filter(agent -> agent.tenant().equals(claims.tenant()))
                                        .filter(WebDoor::mayComeIn)
                                        .orElseThrow(WebDoor::disabled));
    }

    private static boolean mayComeIn(Agent agent) {
        return agent.enabled() && agent.role() != Agent.Role.ROBOT;
    }

    private static Refusal disabled() {
        return new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "this agent is disabled");
    }

    /** What a socket has to show for its agent. Used in the socket's context. */
    final class Pass {
        private final Claims claims;
        private Instant believedUntil;

        Pass(Claims claims) {
            this.claims = claims;
            // A ticket may be older than its agent's present token.
            this.believedUntil = Instant.EPOCH;
        }

        /** The agent as it is now; empty when this lets nobody in any more. */
        Future<Optional<Agent>> check() {
            Instant now = Instant.now();
            if (!claims.isAlive(now)) {
                return Future.succeededFuture(Optional.empty());
            }
            return isCurrent(now)
                    .compose(
                            current ->
                                    current
                                            ? find(claims).map(Optional::of)
                                            : Future.succeededFuture(Optional.<Agent>empty()))
                    .recover(
                            failure ->
                                    failure instanceof Refusal refusal
                                                    && refusal.code()
                                                            == ErrorCode.CALLER_NOT_ALLOWED
                                            ? Future.succeededFuture(Optional.empty())
                                            : Future.failedFuture(failure));
        }

        private Future<Boolean> isCurrent(Instant now) {
            if (now.isBefore(believedUntil)) {
                return Future.succeededFuture(true);
            }
            return epochs.current(claims.agent())
                    .map(
                            epoch -> {
                                boolean isCurrent = epoch == claims.epoch();
                                if (isCurrent) {
                                    believedUntil = now.plus(recheck);
                                }
                                return isCurrent;
                            });
        }
    }
}
