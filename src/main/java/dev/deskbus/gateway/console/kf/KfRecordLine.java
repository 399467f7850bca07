package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One line of the chat record (document section 15, decision KF-29).
 *
 * @param speaker the agent or robot that spoke; null for the user and for Deskbus itself
 */
record KfRecordLine(HistoryRow row, @Nullable Agent speaker) {
    JsonObject encode(boolean additive) {
        JsonObject line =
                new JsonObject()
                        .put("create_time", row.at().getEpochSecond())
                        .put("is_robot", from().equals("robot") ? 1 : 0)
                        .put("message", KfMessages.encode(row.message(), additive));
        if (additive) {
            line.put("from", from()).put("message_id", messageId());
            if (speaker != null) {
                line.put("customer_id", speaker.number());
            }
        }
        return line;
    }

    /** What was said in no session has the number of the record itself. */
    private String messageId() {
        SessionId session = row.session();
        return session == null ? "0-" + row.id() : KfMessages.id(session, row.seq());
    }

    /** Deskbus speaks like a robot: nobody wrote it. */
    private String from() {
        return switch (row.speaker()) {
            case Party.OfClient _ -> "user";
            case Party.OfAgent _ when speaker != null && speaker.role() == Agent.Role.ROBOT ->
                    "robot";
            case Party.OfAgent _ -> "customer";
            case Party.OfSystem _ -> "robot";
        };
    }
}
