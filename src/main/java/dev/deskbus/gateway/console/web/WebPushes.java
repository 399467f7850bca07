package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that come to a console's own address, each by its {@code kind}. Pure. */
final class WebPushes {
    private WebPushes() {}

    /** Everything that stands there now; {@code offers} are those that this agent may take. */
    static JsonObject state(Known known, List<InLine> offers, AgentId me) {
        return push("state")
                .put(
                        "offers",
                        WebCards.array(
                                offers, each -> WebCards.offer(each, me.equals(each.offeredTo()))))
                .put("sessions", WebCards.array(known.open(), WebCards::session));
    }

    /** How far the stream has come, and who is offered. */
    static JsonObject digest(Map<SessionId, Long> shown, Collection<RequestId> offers) {
        JsonObject sessions = new JsonObject();
        shown.forEach((session, seq) -> sessions.put(String.valueOf(session.value()), seq));
        JsonArray requests = new JsonArray();
        offers.forEach(request -> requests.add(request.value()));
        return push("digest").put("sessions", sessions).put("offers", requests);
    }

    static JsonObject offer(InLine waiting, boolean isMine) {
        return push("offer").mergeIn(WebCards.offer(waiting, isMine));
    }

    static JsonObject offer(RequestWaiting waiting) {
        return push("offer")
                .put("request", waiting.request().value())
                .put("queue", waiting.queue().value())
                .put("client", WebCards.client(waiting.client()))
                .put("for_me", waiting.offeredTo() != null)
                .put("messages", WebCards.messages(waiting.messages()))
                .put("at", WebCards.millis(waiting.at()));
    }

    static JsonObject offerGone(RequestId request, @Nullable AgentId takenBy) {
        JsonObject push = push("offer_gone").put("request", request.value());
        return takenBy == null ? push : push.put("taken_by", takenBy.value());
    }

    /** Its words follow, each by itself. */
    static JsonObject assigned(SessionAssigned assigned) {
        return about("assigned", assigned.session(), assigned.client())
                .put("last_seq", assigned.lastSeq())
                .put("at", WebCards.millis(assigned.at()));
    }

    static JsonObject message(SessionSaid said) {
        JsonObject push = about("message", said.session(), said.client()).put("seq", said.seq());
        return WebCards.putSpeaker(push, said.speaker())
                .put("message", WebMessages.encode(said.message()))
                .put("at", WebCards.millis(said.at()));
    }

    static JsonObject clientChanged(SessionClientChanged changed) {
        return about("client_changed", changed.session(), changed.client())
                .put("before", changed.before().id().value())
                .put("seq", changed.seq())
                .put("at", WebCards.millis(changed.at()));
    }

    static JsonObject ended(SessionId session, Client client) {
        return about("ended", session, client);
    }

    /** The agent takes part no longer; {@code to} is missing where nobody in particular has it. */
    static JsonObject left(SessionLeft left) {
        JsonObject push = left(left.session()).put("by", left.by().value()).put("seq", left.seq());
        return left.to() == null ? push : push.put("to", left.to().value());
    }

    static JsonObject left(SessionId session) {
        return push("left").put("session", session.value());
    }

    static JsonObject moved(SessionMoved moved) {
        JsonObject push =
                about("moved", moved.session(), moved.client()).put("by", moved.by().value());
        return moved.to() == null ? push : push.put("to", moved.to().value());
    }

    static JsonObject participants(SessionAgentsChanged changed) {
        JsonArray agents = new JsonArray();
        changed.agents().forEach(agent -> agents.add(agent.value()));
        return about("participants", changed.session(), changed.client())
                .put("agents", agents)
                .put("seq", changed.seq())
                .put("at", WebCards.millis(changed.at()));
    }

    static JsonObject note(SessionWhispered whisper) {
        return about("note", whisper.session(), whisper.client())
                .put("seq", whisper.seq())
                .put("agent", whisper.by().value())
                .put("text", whisper.text())
                .put("at", WebCards.millis(whisper.at()));
    }

    /** {@code of} was taken back, or reads otherwise. */
    static JsonObject corrected(SessionCorrected corrected) {
        Message instead = corrected.instead();
        JsonObject push =
                about(
                                instead == null ? "revoked" : "edited",
                                corrected.session(),
                                corrected.client())
                        .put("seq", corrected.seq())
                        .put("of", corrected.of())
                        .put("agent", corrected.by().value())
                        .put("at", WebCards.millis(corrected.at()));
        return instead == null ? push : push.put("message", WebMessages.encode(instead));
    }

    static JsonObject read(SessionRead read) {
        return about("read", read.session(), read.client())
                .put("agent", read.by().value())
                .put("up_to", read.upTo())
                .put("at", WebCards.millis(read.at()));
    }

    static JsonObject signal(SessionSignalled signal) {
        JsonObject push =
                about(
                        signal.kind().name().toLowerCase(Locale.ROOT),
                        signal.session(),
                        signal.client());
        return signal.text() == null ? push : push.put("text", signal.text());
    }

    static JsonObject agent(AgentId agent, long number, String name, AgentStatus status) {
        return push("agent")
                .put("agent", agent.value())
                .put("number", number)
                .put("name", name)
                .put("status", WebCards.status(status));
    }

    /** What another server sends to consoles (decision KF-34). */
    static JsonObject relayed(JsonObject data) {
        return push("relayed").put("data", data);
    }

    private static JsonObject about(String kind, SessionId session, Client client) {
        return push(kind).put("session", session.value()).put("client", WebCards.client(client));
    }

    private static JsonObject push(String kind) {
        return new JsonObject().put("kind", kind);
    }
}
