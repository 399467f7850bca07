package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.Move;
import dev.deskbus.domain.callback.Callback.RatingPushed;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.callback.Callback.WordsRead;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.callback.AgentCards.AgentCard;
import dev.deskbus.gateway.http.MessageIds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Callbacks in the words of the TPI v2 document (its {@code agentSend…} parts). Pure. A key without
 * a value is left out, never null (decision R1).
 */
public final class TpiCallbackCodec {
    /** Idle and typing; the other kinds are opt-in (decision V2-45). */
    private static final Set<Integer> USUAL_NOTICES =
            Set.of(0, Notice.IDLE_WARNING, Notice.IDLE_CLOSE, Notice.TYPING);

    private final MediaLinks links;
    private final AgentCards people;
    private final OptInNotices optIn;
    private final boolean additive;

    /**
     * Knows how this installation wants it.
     *
     * @param publicUrl what third parties put before our own relative addresses; no trailing slash
     * @param additive whether keys beyond the document are sent (decision X-9)
     */
    public TpiCallbackCodec(String publicUrl, boolean additive) {
        this.links = new MediaLinks(publicUrl);
        this.people = new AgentCards(links);
        this.optIn = new OptInNotices(people);
        this.additive = additive;
    }

    /** Whose cards {@link #encode} wants. */
    static Set<AgentId> agentsOf(Callback callback) {
        return switch (callback) {
            case SessionStarted started -> Set.of(started.agent());
            case MessageSent sent -> sent.agent() == null ? Set.of() : Set.of(sent.agent());
            case AgentsChanged changed ->
                    Stream.concat(
                                    changed.agents().stream(),
                                    Stream.ofNullable(changed.move()).map(Move::agent))
                            .collect(Collectors.toSet());
            case RatingPushed pushed -> Set.of(pushed.agent());
            case WordsRead read -> Set.of(read.agent());
            case RequestStatusChanged _, SessionClosed _ -> Set.of();
        };
    }

    /** The call that says it to whoever has turned nothing on. */
    Optional<TpiCall> encode(Callback callback, Map<AgentId, Agent> cards) {
        return encode(callback, cards, List.of(), Extras.NONE);
    }

    /**
     * The call that says it; empty for what this protocol does not say.
     *
     * @param ratings what may be answered to {@code pushRating}
     */
    Optional<TpiCall> encode(
            Callback callback,
            Map<AgentId, Agent> cards,
            List<RatingOption> ratings,
            Extras extras) {
        return switch (callback) {
            case SessionStarted started when started.known() && extras.suppressKnownCreate() ->
                    Optional.empty();
            case SessionStarted started -> Optional.of(create(started, cards));
            case MessageSent sent -> msg(sent, cards, extras.notices());
            case AgentsChanged changed -> Optional.of(agentsUpdate(changed, cards));
            case RequestStatusChanged changed -> Optional.of(updateRequestStatus(changed));
            case RatingPushed pushed ->
                    Optional.of(pushRating(pushed, extras.ratingOptions() ? ratings : List.of()));
            case SessionClosed closed -> Optional.of(close(closed));
            case WordsRead read -> optIn.read(read, cards, extras.notices());
        };
    }

    /** The notice that whoever wants it is told beside that call. */
    Optional<TpiCall> encodeBeside(Callback callback, Map<AgentId, Agent> cards, Extras extras) {
        return optIn.beside(callback, cards, extras.notices());
    }

    private TpiCall create(SessionStarted started, Map<AgentId, Agent> cards) {
        AgentCard card = people.of(started.agent(), cards);
        JsonObject agent =
                new JsonObject()
                        .put("id", card.id())
                        .put("name", card.name())
                        .put("alias", card.alias())
                        .put("icon", card.icon())
                        .put("commonts", card.comments());
        if (additive) {
            agent.put("comments", card.comments()); // the spelling of agentsUpdate (V2-39)
        }
        return new TpiCall(
                "create",
                new JsonObject()
                        .put("result", 1)
                        .put("message", "success")
                        .put("agentId", card.id())
                        .put("agentName", card.name())
                        .put("agent", agent)
                        .put("clientId", started.client().value())
                        .put("sessionId", started.session().value())
                        .put("continueLastSession", started.continued())
                        .put("time", started.at().toEpochMilli()));
    }

    private Optional<TpiCall> msg(
            MessageSent sent, Map<AgentId, Agent> cards, Set<Extras.Wish> wishes) {
        return switch (sent.message()) {
            case Text text -> Optional.of(text(sent, cards, links.html(text)));
            case Media media -> Optional.of(text(sent, cards, links.html(media)));
            case Location location -> Optional.of(text(sent, cards, links.html(location)));
            case Notice notice
                    when notice.type() == Notice.REVOKE && wishes.contains(Extras.Wish.REVOKE) ->
                    Optional.of(optIn.revoked(sent, cards));
            case Notice notice when isTold(notice, wishes) ->
                    Optional.of(notice(sent, cards, notice));
            case Notice _ -> Optional.empty();
        };
    }

    private boolean isTold(Notice notice, Set<Extras.Wish> wishes) {
        return USUAL_NOTICES.contains(notice.type())
                || (additive && notice.type() == Notice.REVOKE)
                || (notice.type() == Notice.CUSTOM && wishes.contains(Extras.Wish.CUSTOM));
    }

    private TpiCall text(MessageSent sent, Map<AgentId, Agent> cards, String html) {
        JsonObject body = new JsonObject().put("sessionId", sent.session().value());
        if (sent.agent() != null) {
            AgentCard card = people.of(sent.agent(), cards);
            body.put("agentId", card.id())
                    .put("agentName", card.name())
                    .put("agentHeadimg", card.icon())
                    .put("agentComment", card.comments());
        }
        body.put("time", sent.at().toEpochMilli())
                .put("content", html)
                .put("clientId", sent.client().value())
                .put("type", "text");
        return new TpiCall("msg", withMessageId(sent, body));
    }

    private TpiCall notice(MessageSent sent, Map<AgentId, Agent> cards, Notice notice) {
        JsonObject body =
                new JsonObject()
                        .put("sessionId", sent.session().value())
                        .put("content", HtmlText.escape(notice.text()))
                        .put("clientId", sent.client().value())
                        .put("type", "notice")
                        .put("noticeType", notice.type());
        if (additive) {
            body.put("time", sent.at().toEpochMilli());
            if (sent.agent() != null) {
                AgentCard card = people.of(sent.agent(), cards);
                body.put("agentId", card.id()).put("agentName", card.name());
            }
        }
        return new TpiCall("msg", withMessageId(sent, body));
    }

    /** Unique over all sessions, and the same however often it is sent (decision V2-43). */
    private JsonObject withMessageId(MessageSent sent, JsonObject body) {
        return additive && sent.seq() > 0
                ? body.put("messageId", MessageIds.of(sent.session(), sent.seq()))
                : body;
    }

    private TpiCall agentsUpdate(AgentsChanged changed, Map<AgentId, Agent> cards) {
        List<JsonObject> agents =
                changed.agents().stream()
                        .map(id -> people.of(id, cards))
                        .map(
                                card ->
                                        new JsonObject()
                                                .put("id", card.id())
                                                .put("name", card.name())
                                                .put("icon", card.icon())
                                                .put("comments", card.comments()))
                        .toList();
        return new TpiCall(
                "agentsUpdate",
                new JsonObject()
                        .put("clientId", changed.client().value())
                        .put("sessionId", changed.session().value())
                        .put("agents", new JsonArray(agents)));
    }

    private static TpiCall updateRequestStatus(RequestStatusChanged changed) {
        JsonObject body =
                new JsonObject()
                        .put("clientId", changed.client().value())
                        .put("requestId", changed.request().value())
                        .put("requestStatus", changed.status().number())
                        .put("queueLength", changed.position());
        if (changed.session() != null) {
            body.put("sessionId", changed.session().value());
        }
        return new TpiCall("updateRequestStatus", body);
    }

    /** Without what may be answered, unless the integration wants it (decision V2-54). */
    private static TpiCall pushRating(RatingPushed pushed, List<RatingOption> ratings) {
        JsonObject body =
                new JsonObject()
                        .put("sessionId", pushed.session().value())
                        .put("agentId", pushed.agent().value())
                        .put("clientId", pushed.client().value());
        if (!ratings.isEmpty()) {
            body.put("ratings", new JsonArray(ratings.stream().map(TpiCallbackCodec::of).toList()));
        }
        return new TpiCall("pushRating", body);
    }

    private static JsonObject of(RatingOption option) {
        return new JsonObject().put("id", option.id()).put("name", option.name());
    }

    private TpiCall close(SessionClosed closed) {
        JsonObject body = new JsonObject().put("sessionId", closed.session().value());
        if (closed.agent() != null) {
            body.put("agentId", closed.agent().value());
        }
        body.put("clientId", closed.client().value()).put("time", closed.at().toEpochMilli());
        if (additive) {
            body.put("reason", closed.reason());
        }
        return new TpiCall("close", body);
    }
}
