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
import dev.deskbus.domain.client.Extras.Wish;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.gateway.callback.AgentCards.AgentCard;
import dev.deskbus.gateway.http.MessageIds;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The notices that only an integration hears that wants them (decisions V2-45, V2-57;
 * docs/decisions/0051). Pure.
 */
final class OptInNotices {
    /** After the delivery id of what the notice is said beside. */
    private static final String BESIDE = "-notice";

    private final AgentCards people;

    OptInNotices(AgentCards people) {
        this.people = people;
    }

    /** What is said beside the documented call, if anything. */
    Optional<TpiCall> beside(Callback callback, Map<AgentId, Agent> cards, Set<Wish> wishes) {
        return switch (callback) {
            case AgentsChanged changed -> moved(changed, cards, wishes);
            case RatingPushed pushed when wishes.contains(Wish.RATING) ->
                    Optional.of(
                            beside(
                                    body(
                                            pushed.client(),
                                            pushed.session(),
                                            Notice.PUSH_RATING,
                                            "请您对本次服务作出评价"),
                                    people.of(pushed.agent(), cards)));
            case RatingPushed _,
                    SessionStarted _,
                    MessageSent _,
                    RequestStatusChanged _,
                    SessionClosed _,
                    WordsRead _ ->
                    Optional.empty();
        };
    }

    /** That an agent has read what was said up to there. */
    Optional<TpiCall> read(WordsRead read, Map<AgentId, Agent> cards, Set<Wish> wishes) {
        return wishes.contains(Wish.READ)
                ? Optional.of(
                        call(
                                event(
                                        body(read.client(), read.session(), Notice.CUSTOM, ""),
                                        "read",
                                        MessageIds.of(read.session(), read.upTo())),
                                people.of(read.agent(), cards)))
                : Optional.empty();
    }

    /** That a word was taken back, for those who know no notice 6. */
    TpiCall revoked(MessageSent sent, Map<AgentId, Agent> cards) {
        JsonObject body =
                event(
                        body(sent.client(), sent.session(), Notice.CUSTOM, ""),
                        "revoke",
                        MessageIds.of(sent.session(), sent.seq()));
        return sent.agent() == null
                ? new TpiCall("msg", body)
                : call(body, people.of(sent.agent(), cards));
    }

    private Optional<TpiCall> moved(
            AgentsChanged changed, Map<AgentId, Agent> cards, Set<Wish> wishes) {
        Move move = changed.move();
        if (move == null) {
            return Optional.empty();
        }
        AgentCard card = people.of(move.agent(), cards);
        String name = HtmlText.escape(card.name());
        Told told =
                switch (move.kind()) {
                    case INVITE -> new Told(Wish.INVITE, Notice.INVITE, name + " 加入会话");
                    case TRANSFER -> new Told(Wish.TRANSFER, Notice.TRANSFER, "会话已转接给 " + name);
                    case LEFT -> new Told(Wish.LEFT, Notice.LEFT, name + " 离开会话");
                };
        return wishes.contains(told.wish())
                ? Optional.of(
                        beside(
                                body(
                                        changed.client(),
                                        changed.session(),
                                        told.type(),
                                        told.words()),
                                card))
                : Optional.empty();
    }

    private record Told(Wish wish, int type, String words) {}

    private static JsonObject body(ClientId client, SessionId session, int type, String content) {
        return new JsonObject()
                .put("sessionId", session.value())
                .put("content", content)
                .put("clientId", client.value())
                .put("type", "notice")
                .put("noticeType", type);
    }

    private static JsonObject event(JsonObject body, String event, long message) {
        return body.put("event", event).put("messageId", message);
    }

    private static TpiCall beside(JsonObject body, AgentCard card) {
        return new TpiCall("msg", named(body, card), BESIDE);
    }

    private static TpiCall call(JsonObject body, AgentCard card) {
        return new TpiCall("msg", named(body, card));
    }

    private static JsonObject named(JsonObject body, AgentCard card) {
        return body.put("agentId", card.id()).put("agentName", card.name());
    }
}
