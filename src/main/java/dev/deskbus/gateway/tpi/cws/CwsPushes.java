package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.http.Wording;
import dev.deskbus.port.VisitorStore.Asked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a visitor is pushed, as the guide prints it. A key without a value is left out. Pure. */
final class CwsPushes {
    private static final int NOTICE = 99;

    private final Wording wording;
    private final String extensions;

    /**
     * Knows how this installation wants it.
     *
     * @param extensions what may be uploaded, with commas between
     */
    CwsPushes(Wording wording, String extensions) {
        this.wording = wording;
        this.extensions = extensions;
    }

    /**
     * Who answers in a session.
     *
     * @param id what is known even of an agent that is gone
     */
    record Card(AgentId id, String name, String icon, String comments) {}

    /** 200: the first push of every socket. */
    ObjectNode welcome(List<RatingOption> ratings, List<SessionId> past) {
        ObjectNode push = push(200);
        ArrayNode options = push.putArray("ratings");
        ratings.forEach(each -> options.addObject().put("id", each.id()).put("name", each.name()));
        push.put("fileAcceptExtensionsArr", extensions);
        ArrayNode sessions = push.putArray("hisSessions");
        past.forEach(session -> sessions.add(session.value()));
        return push;
    }

    /** 201: the request moved, or ended. The position is never 0 while it waits (decision R2). */
    static ObjectNode requestStatus(Asked asked) {
        ObjectNode push = push(201).put("requestId", asked.id().value());
        if (asked.handsOver() != null) {
            push.put("sessionId", asked.handsOver().value());
        }
        boolean waits = asked.status() == RequestStatus.WAITING;
        return push.put("requestStatus", asked.status().number())
                .put("queueLength", waits ? Math.max(1, asked.position()) : 0);
    }

    /** What has happened in a session. */
    ObjectNode of(SessionId session, CwsNews news, List<Card> agents, Client client) {
        return switch (news) {
            case CwsNews.Started(boolean continued) -> started(session, continued, agents, client);
            case CwsNews.AgentsChanged() -> agentsChanged(session, agents);
            case CwsNews.Spoken spoken -> spoken(session, spoken);
            case CwsNews.RatingAsked(var agent) ->
                    inSession(203, session).put("agentId", agent.value());
            case CwsNews.Ended(var agent, var reason) ->
                    withAgent(inSession(205, session), agent == null ? last(agents) : agent)
                            .put("reason", reason);
        };
    }

    /** 210 with notice 5; never confirmed, so without {@code rsId}. */
    static ObjectNode typing(SessionId session, AgentId agent) {
        ObjectNode push = inSession(210, session).put("agentId", agent.value());
        push.putObject("msg")
                .put("type", NOTICE)
                .put("noticeType", Notice.TYPING)
                .put("content", "");
        return push;
    }

    private ObjectNode started(
            SessionId session, boolean continued, List<Card> agents, Client client) {
        ObjectNode push = inSession(202, session).put("continueLastSession", continued);
        ArrayNode users = push.putArray("users");
        agents.forEach(card -> users.add(card(card)));
        users.addObject()
                .put("id", client.id().value())
                .put("name", client.name())
                .put("icon", absolute(client.portrait()));
        return push;
    }

    private ObjectNode agentsChanged(SessionId session, List<Card> agents) {
        ObjectNode push = inSession(204, session);
        ArrayNode all = push.putArray("agents");
        agents.forEach(card -> all.add(card(card)));
        return push;
    }

    private ObjectNode spoken(SessionId session, CwsNews.Spoken spoken) {
        ObjectNode push = withAgent(inSession(210, session), spoken.agent());
        push.set("msg", message(spoken.message()));
        return push.put("time", spoken.at().toEpochMilli());
    }

    private ObjectNode message(Message message) {
        return switch (message) {
            case Text text -> content(1, wording.html(text));
            case Message.Media media -> media(media);
            case Message.Location place -> location(place);
            case Notice notice ->
                    content(NOTICE, wording.html(Text.plain(notice.text())))
                            .put("noticeType", notice.type());
        };
    }

    /** The address; what is not on the web has none, and is words. */
    private ObjectNode media(Message.Media media) {
        String url = absolute(media.url());
        if (url.isEmpty()) {
            return content(1, wording.html(media));
        }
        ObjectNode node = content(number(media.kind()), url);
        if (media.name() != null) {
            node.put("name", media.name());
        }
        if (media.size() != null) {
            node.put("size", media.size());
        }
        if (media.seconds() != null) {
            node.put("length", media.seconds());
        }
        if (media.thumb() != null) {
            node.put("thumbUri", absolute(media.thumb()));
        }
        return node;
    }

    private ObjectNode location(Message.Location place) {
        ObjectNode node =
                content(4, wording.html(Text.plain(place.inWords())))
                        .put("latitude", place.latitude())
                        .put("longitude", place.longitude());
        if (place.poi() != null) {
            node.put("poi", place.poi());
        }
        if (place.map() != null) {
            node.put("map", place.map());
        }
        return node;
    }

    private static int number(Message.Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> 2;
            case FILE -> 3;
            case VOICE -> 5;
            case VIDEO -> 6;
        };
    }

    private ObjectNode card(Card card) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", card.id().value())
                .put("name", card.name())
                .put("icon", absolute(card.icon()))
                .put("comments", card.comments());
    }

    private String absolute(String url) {
        return wording.absolute(url).orElse("");
    }

    private static @Nullable AgentId last(List<Card> agents) {
        return agents.isEmpty() ? null : agents.getLast().id();
    }

    private static ObjectNode content(int type, String content) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("content", content);
    }

    private static ObjectNode withAgent(ObjectNode push, @Nullable AgentId agent) {
        return agent == null ? push : push.put("agentId", agent.value());
    }

    private static ObjectNode inSession(int type, SessionId session) {
        return push(type).put("sessionId", session.value());
    }

    private static ObjectNode push(int type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
