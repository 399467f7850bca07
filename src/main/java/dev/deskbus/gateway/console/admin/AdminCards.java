package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.http.MessageIds;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PresenceStore.Colleague;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People and words as the wire shows them (decisions AD-7, AD-8, AD-24). Pure. */
final class AdminCards {
    private AdminCards() {}

    /** Colleagues by {@code aix}, which is the agent's id (decision AD-8). */
    static JsonObject admins(List<Colleague> present, Map<AgentId, Integer> loads) {
        JsonObject all = new JsonObject();
        for (Colleague each : present) {
            all.put(each.agent().id().value(), admin(each, loads));
        }
        return all;
    }

    private static JsonObject admin(Colleague colleague, Map<AgentId, Integer> loads) {
        Agent agent = colleague.agent();
        JsonArray groups = new JsonArray();
        agent.queues().forEach(queue -> groups.add(queue.value()));
        return new JsonObject()
                .put("aix", agent.id().value())
                .put("admin_id", agent.number())
                .put("name", agent.name())
                .put("head_img", agent.icon())
                .put("group_ids", groups)
                .put("status", colleague.status().number())
                .put("load", loads.getOrDefault(agent.id(), 0))
                .put("capacity", agent.capacity());
    }

    /** A guest with the group of the session (decision AD-21). */
    static JsonObject guest(long gid, Client client, @Nullable QueueId group) {
        JsonObject guest =
                new JsonObject()
                        .put("gid", gid)
                        .put("name", client.name())
                        .put("head_img", client.portrait())
                        .put("client_id", client.id().value());
        return group == null ? guest : guest.put("group_id", group.value());
    }

    /** A message of the record; one that was said in no session has a number below 0. */
    static JsonObject message(long gid, HistoryRow row, @Nullable Agent speaker) {
        SessionId session = row.session();
        long id = session == null ? -row.id() : MessageIds.of(session, row.seq());
        return message(
                new Words(id, gid, row.speaker(), row.message(), row.extra(), row.at()), speaker);
    }

    /** Decision AD-24; {@code speaker} is the agent who spoke, when it is known. */
    static JsonObject message(Words words, @Nullable Agent speaker) {
        JsonObject info = new JsonObject().put("id", words.id()).put("gid", words.gid());
        AdminMessages.encode(info, words.message(), words.extra())
                .put("from", from(words.speaker(), speaker))
                .put("time", words.at().getEpochSecond());
        return words.speaker() instanceof Party.OfAgent(AgentId agent)
                ? info.put("aix", agent.value())
                : info;
    }

    private static String from(Party party, @Nullable Agent speaker) {
        return switch (party) {
            case Party.OfClient _ -> "guest";
            case Party.OfAgent _ when speaker != null && speaker.role() == Agent.Role.ROBOT ->
                    "robot";
            case Party.OfAgent _ -> "admin";
            case Party.OfSystem() -> "system";
        };
    }

    /** What was said. */
    record Words(
            long id,
            long gid,
            Party speaker,
            Message message,
            @Nullable String extra,
            Instant at) {}
}
