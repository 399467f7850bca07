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
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.callback.AgentCards.AgentCard;
import dev.deskbus.gateway.http.WeChatUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Callbacks in the words of the WeChat document (its part 2): the person by {@code openId} and
 * {@code epid} instead of a client id, times in milliseconds under a name of their own for each
 * call (decision WX-7). Pure. A key without a value is left out, never null (decision R1).
 */
public final class WeChatCallbackCodec {
    /** Told as words, for this wire has no notices: the nearest there is (decision X-7). */
    private static final Set<Integer> SPOKEN_NOTICES =
            Set.of(0, Notice.IDLE_WARNING, Notice.IDLE_CLOSE);

    private final MediaLinks links;
    private final AgentCards people;

    /**
     * Knows how this installation wants it.
     *
     * @param publicUrl what third parties put before our own relative addresses; no trailing slash
     */
    public WeChatCallbackCodec(String publicUrl) {
        this.links = new MediaLinks(publicUrl);
        this.people = new AgentCards(links);
    }

    /**
     * Who is told, and how.
     *
     * @param numericStatus numbers in {@code updateRequestStatus} (decision WX-18)
     * @param additive {@code epid} also where the document leaves it out (decisions WX-19, X-9)
     */
    record Listener(WeChatUser user, boolean numericStatus, boolean additive) {}

    /** The call that says it; empty for what this wire does not say. */
    Optional<TpiCall> encode(
            Callback callback,
            Map<AgentId, Agent> cards,
            List<RatingOption> ratings,
            Listener listener) {
        return switch (callback) {
            case SessionStarted started -> Optional.of(create(started, cards, listener.user()));
            case MessageSent sent -> msg(sent, listener.user());
            case AgentsChanged changed ->
                    Optional.of(sessionAgentsUpdate(changed, cards, listener));
            case RequestStatusChanged changed ->
                    Optional.of(updateRequestStatus(changed, listener));
            case RatingPushed pushed -> Optional.of(pushRating(pushed, ratings, listener));
            case SessionClosed closed -> Optional.of(close(closed, listener.user()));
            case WordsRead _ -> Optional.empty();
        };
    }

    private TpiCall create(SessionStarted started, Map<AgentId, Agent> cards, WeChatUser user) {
        AgentCard card = people.of(started.agent(), cards);
        return new TpiCall(
                "create",
                new JsonObject()
                        .put("result", 1)
                        .put("message", "ok")
                        .put("agentId", card.id())
                        .put("agentName", card.name())
                        .put("sessionId", started.session().value())
                        .put("responseTime", started.at().toEpochMilli())
                        .put("openId", user.openId())
                        .put("epid", user.epid()));
    }

    private Optional<TpiCall> msg(MessageSent sent, WeChatUser user) {
        return switch (sent.message()) {
            case Text text -> Optional.of(msg(sent, user, links.html(text)));
            case Media media -> Optional.of(msg(sent, user, links.html(media)));
            case Location location -> Optional.of(msg(sent, user, links.html(location)));
            case Notice notice when SPOKEN_NOTICES.contains(notice.type()) ->
                    Optional.of(msg(sent, user, HtmlText.escape(notice.text())));
            case Notice _ -> Optional.empty();
        };
    }

    private static TpiCall msg(MessageSent sent, WeChatUser user, String html) {
        JsonObject body = new JsonObject().put("sessionId", sent.session().value());
        if (sent.agent() != null) {
            body.put("agentId", sent.agent().value());
        }
        return new TpiCall(
                "msg",
                body.put("openId", user.openId())
                        .put("epid", user.epid())
                        .put("msgTime", sent.at().toEpochMilli())
                        .put("content", html));
    }

    private TpiCall sessionAgentsUpdate(
            AgentsChanged changed, Map<AgentId, Agent> cards, Listener listener) {
        JsonObject body = new JsonObject();
        if (!changed.agents().isEmpty()) {
            body.put("agentId", changed.agents().getFirst().value());
        }
        body.put("sessionId", changed.session().value()).put("openId", listener.user().openId());
        JsonArray agents = new JsonArray();
        for (AgentId id : changed.agents()) {
            AgentCard card = people.of(id, cards);
            agents.add(new JsonObject().put("id", card.id()).put("name", card.name()));
        }
        return new TpiCall("sessionAgentsUpdate", withEpid(body.put("agents", agents), listener));
    }

    private static TpiCall updateRequestStatus(RequestStatusChanged changed, Listener listener) {
        long request = changed.request().value();
        int position = changed.position();
        JsonObject body = new JsonObject();
        if (listener.numericStatus()) {
            body.put("requestId", request);
        } else {
            body.put("requestId", String.valueOf(request));
        }
        body.put("requestStatus", changed.status().number())
                .put("openId", listener.user().openId());
        if (listener.numericStatus()) {
            body.put("queueLength", position);
        } else {
            body.put("queueLength", String.valueOf(position));
        }
        body.put("message", words(changed.status(), position));
        return new TpiCall("updateRequestStatus", withEpid(body, listener));
    }

    /** For the person who waits. */
    private static String words(RequestStatus status, int position) {
        return switch (status) {
            case WAITING -> "您当前排在第" + position + "位";
            case ACCEPTED -> "坐席已接受您的请求";
            case REFUSED -> "坐席拒绝了您的请求";
            case TIMEOUT -> "排队超时，请稍后再试";
            case DROPPED -> "请求已取消，请重新发起";
            case NO_AGENT_ONLINE -> "当前没有坐席在线";
            case OFF_HOUR -> "当前不是工作时间";
            case CANCELED_BY_CLIENT -> "您已取消请求";
        };
    }

    private static TpiCall pushRating(
            RatingPushed pushed, List<RatingOption> ratings, Listener listener) {
        JsonArray options = new JsonArray();
        ratings.forEach(
                option ->
                        options.add(
                                new JsonObject()
                                        .put("id", option.id())
                                        .put("name", option.name())));
        JsonObject body =
                new JsonObject()
                        .put("sessionId", pushed.session().value())
                        .put("openId", listener.user().openId())
                        .put("ratings", options);
        return new TpiCall("pushRating", withEpid(body, listener));
    }

    private static TpiCall close(SessionClosed closed, WeChatUser user) {
        JsonObject body = new JsonObject().put("closeTime", closed.at().toEpochMilli());
        if (closed.agent() != null) {
            body.put("agentId", closed.agent().value());
        }
        return new TpiCall(
                "close",
                body.put("sessionId", closed.session().value())
                        .put("openId", user.openId())
                        .put("epid", user.epid()));
    }

    private static JsonObject withEpid(JsonObject body, Listener listener) {
        return listener.additive() ? body.put("epid", listener.user().epid()) : body;
    }
}
