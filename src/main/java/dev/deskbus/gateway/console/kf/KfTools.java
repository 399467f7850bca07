package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Serves the tools of agents (docs/agent-tools.md). Every call is judged for the agent as the
 * directory has it now, not as it was at its login, and sees nothing of other tenants: what is
 * theirs is unknown.
 */
final class KfTools {
    private final AgentDirectory directory;
    private final KfToolbox toolbox;
    private final KfHistories histories;

    KfTools(KfPorts ports) {
        KfPeople people = new KfPeople(ports.directory());
        this.directory = ports.directory();
        this.toolbox = new KfToolbox(ports.tools(), people);
        this.histories = new KfHistories(ports.tools(), ports.directory(), people);
    }

    Future<JsonObject> serve(Agent seated, KfToolRequests request) {
        return directory
                .findAgent(seated.id())
                .map(
                        found ->
                                found.filter(Agent::enabled)
                                        .filter(agent -> agent.tenant().equals(seated.tenant()))
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.CALLER_NOT_ALLOWED,
                                                                "not an agent any more")))
                .compose(me -> act(me, request));
    }

    private Future<JsonObject> act(Agent me, KfToolRequests request) {
        return switch (request) {
            case KfToolRequests.OfReplies replies -> toolbox.serve(me, replies);
            case KfToolRequests.OfNotes notes -> toolbox.serve(me, notes);
            case KfToolRequests.OfTags tags -> toolbox.serve(me, tags);
            case KfToolRequests.OfHistory history -> histories.serve(me, history);
        };
    }
}
