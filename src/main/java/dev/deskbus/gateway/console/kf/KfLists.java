package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.Speakers;
import dev.deskbus.gateway.console.kf.KfRequests.GetRecord;
import dev.deskbus.gateway.console.kf.KfRequests.GetWaiting;
import dev.deskbus.gateway.console.kf.KfRequests.Whose;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lists that a console asks for (document sections 13 to 15). */
final class KfLists {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final AgentDirectory directory;
    private final ConversationViews views;
    private final KfReplies replies;

    KfLists(KfPorts ports, KfReplies replies) {
        this.directory = ports.directory();
        this.views = ports.views();
        this.replies = replies;
    }

    /** Who waits in the queues of this agent. */
    Future<JsonObject> getWaiting(Agent me, GetWaiting request) {
        requireOwnTenant(me, request.bid());
        return views.findWaiters(me.id()).map(replies::waiting);
    }

    /** Whom an agent talks with. */
    Future<JsonObject> getSessions(Agent me, Whose whose) {
        return resolve(me, whose)
                .compose(agent -> views.findTalks(agent.id()))
                .map(replies::sessions);
    }

    /** One page of what was said with a user; {@code CLIENT_UNKNOWN} for a foreign one. */
    Future<JsonObject> getRecord(Agent me, GetRecord request) {
        return resolve(me, request.whose())
                .compose(_ -> views.findClient(me.tenant(), request.user()))
                .compose(
                        found -> {
                            if (found.isEmpty()) {
                                throw new Refusal(ErrorCode.CLIENT_UNKNOWN, "unknown user");
                            }
                            return views.findRecord(
                                    me.tenant(),
                                    request.user(),
                                    request.page(),
                                    request.pageSize());
                        })
                .compose(this::withSpeakers)
                .map(replies::record);
    }

    /** The agent itself, or for a supervisor any of its tenant (decision KF-30). */
    Future<Agent> resolve(Agent me, Whose whose) {
        requireOwnTenant(me, whose.bid());
        String customer = whose.customer();
        if (customer == null || isNumber(customer, me.number())) {
            return Future.succeededFuture(me);
        }
        if (me.role() != Agent.Role.SUPERVISOR || !NUMBER.matcher(customer).matches()) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "only for supervisors");
        }
        return KfActs.getAgent(directory, me.tenant(), Long.parseLong(customer));
    }

    private static void requireOwnTenant(Agent me, @Nullable String bid) {
        if (bid != null && !isNumber(bid, me.tenant().value())) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "not your bid");
        }
    }

    private static boolean isNumber(String text, long number) {
        return NUMBER.matcher(text).matches() && Long.parseLong(text) == number;
    }

    private Future<List<KfRecordLine>> withSpeakers(List<HistoryRow> rows) {
        return Speakers.of(rows.stream().map(HistoryRow::speaker).toList(), directory)
                .map(
                        speakers ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new KfRecordLine(
                                                                row,
                                                                speakers.speaker(row.speaker())))
                                        .toList());
    }
}
