package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.RatingPushed;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.callback.Callback.WordsRead;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.callback.AgentCards.AgentCard;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Callbacks in the words of the TPI v1 document: {@code create}, {@code msg}, {@code pushRating},
 * {@code close} and nothing else (decisions V1-8, V1-9), with no key that is not printed there, and
 * the third party's own name for the client always (decision R10). Pure.
 */
public final class TpiV1CallbackCodec {
    private static final int NO_AGENT_ONLINE = -5;
    private static final int NOT_IN_WORKTIME = -3;
    private static final int INTERNAL_ERROR = -100;

    private final MediaLinks links;
    private final AgentCards agents;

    /**
     * Knows how this installation wants it.
     *
     * @param publicUrl what third parties put before our own relative addresses; no trailing slash
     */
    public TpiV1CallbackCodec(String publicUrl) {
        this.links = new MediaLinks(publicUrl);
        this.agents = new AgentCards(links);
    }

    /**
     * The call that says it; empty for what this edition does not say.
     *
     * @param client what the third party calls the client
     * @param createOnFailure whether {@code create} also tells that waiting ended badly (V1-11)
     */
    Optional<TpiCall> encode(
            Callback callback, Map<AgentId, Agent> cards, String client, boolean createOnFailure) {
        return switch (callback) {
            case SessionStarted started -> Optional.of(create(started, cards, client));
            case MessageSent sent -> msg(sent, cards, client);
            case RatingPushed pushed -> Optional.of(pushRating(pushed, client));
            case SessionClosed closed -> Optional.of(close(closed, client));
            case RequestStatusChanged changed when createOnFailure -> failure(changed, client);
            case RequestStatusChanged _, AgentsChanged _, WordsRead _ -> Optional.empty();
        };
    }

    private TpiCall create(SessionStarted started, Map<AgentId, Agent> cards, String client) {
        AgentCard card = agents.of(started.agent(), cards);
        return new TpiCall(
                "create",
                new JsonObject()
                        .put("result", 1)
                        .put("message", "success")
                        .put("agentId", card.id())
                        .put("agentName", card.name())
                        .put(
                                "agent",
                                new JsonObject()
                                        .put("id", card.id())
                                        .put("name", card.name())
                                        .put("alias", card.alias())
                                        .put("icon", card.icon())
                                        .put("commonts", card.comments()))
                        .put("clientId", client)
                        .put("sessionId", started.session().value())
                        .put("time", started.at().toEpochMilli()));
    }

    private Optional<TpiCall> msg(MessageSent sent, Map<AgentId, Agent> cards, String client) {
        return switch (sent.message()) {
            case Text text -> Optional.of(msg(sent, cards, client, links.html(text)));
            case Media media -> Optional.of(msg(sent, cards, client, links.html(media)));
            case Location location -> Optional.of(msg(sent, cards, client, links.html(location)));
            case Notice _ -> Optional.empty();
        };
    }

    private TpiCall msg(MessageSent sent, Map<AgentId, Agent> cards, String client, String html) {
        JsonObject body = new JsonObject().put("sessionId", sent.session().value());
        if (sent.agent() != null) {
            AgentCard card = agents.of(sent.agent(), cards);
            body.put("agentId", card.id())
                    .put("agentName", card.name())
                    .put("agentHeadimg", card.icon())
                    .put("agentComment", card.comments());
        }
        return new TpiCall(
                "msg",
                body.put("time", sent.at().toEpochMilli())
                        .put("content", html)
                        .put("clientId", client)
                        .put("type", "text"));
    }

    private static TpiCall pushRating(RatingPushed pushed, String client) {
        return new TpiCall(
                "pushRating",
                new JsonObject()
                        .put("sessionId", pushed.session().value())
                        .put("agentId", pushed.agent().value())
                        .put("clientId", client));
    }

    private static TpiCall close(SessionClosed closed, String client) {
        JsonObject body = new JsonObject().put("sessionId", closed.session().value());
        if (closed.agent() != null) {
            body.put("agentId", closed.agent().value());
        }
        return new TpiCall(
                "close", body.put("clientId", client).put("time", closed.at().toEpochMilli()));
    }

    private static Optional<TpiCall> failure(RequestStatusChanged changed, String client) {
        OptionalInt result = resultOf(changed.status());
        return result.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TpiCall(
                                "create",
                                new JsonObject()
                                        .put("result", result.getAsInt())
                                        .put("message", changed.status().name())
                                        .put("clientId", client)
                                        .put("requestId", changed.request().value())));
    }

    private static OptionalInt resultOf(RequestStatus status) {
        return switch (status) {
            case REFUSED, TIMEOUT, NO_AGENT_ONLINE -> OptionalInt.of(NO_AGENT_ONLINE);
            case OFF_HOUR -> OptionalInt.of(NOT_IN_WORKTIME);
            case DROPPED -> OptionalInt.of(INTERNAL_ERROR);
            case WAITING, ACCEPTED, CANCELED_BY_CLIENT -> OptionalInt.empty();
        };
    }
}
