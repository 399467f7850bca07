package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.PastSession.Rated;
import dev.deskbus.port.TranscriptSearch.Hit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the tools answer. These methods are additive, and so are all of their keys. Pure. */
final class KfToolReplies {
    private KfToolReplies() {}

    /**
     * A list, and where it goes on.
     *
     * @param next null at the end
     */
    static JsonObject list(String method, String key, JsonArray items, @Nullable Object next) {
        JsonObject data = new JsonObject().put(key, items);
        if (next != null) {
            data.put("next", next);
        }
        return data(method, data);
    }

    static JsonObject data(String method, JsonObject data) {
        return KfReplies.done(method).put("data", data);
    }

    static <T> JsonArray array(List<T> items, Function<T, Object> encode) {
        JsonArray all = new JsonArray();
        items.forEach(item -> all.add(encode.apply(item)));
        return all;
    }

    static JsonObject reply(CannedReply reply, Agent reader) {
        return new JsonObject()
                .put("reply_id", reply.id())
                .put("folder", reply.words().folder())
                .put("shortcut", reply.words().shortcut())
                .put("title", reply.words().title())
                .put("text", reply.words().text())
                .put("is_shared", number(reply.owner() == null))
                .put("is_editable", number(reply.canBeChangedBy(reader)));
    }

    static JsonObject note(Note note, Map<AgentId, Agent> people) {
        JsonObject encoded =
                new JsonObject().put("note_id", note.id()).put("userid", note.client().value());
        if (note.session() != null) {
            encoded.put("session_id", note.session().value());
        }
        putPerson(encoded, people.get(note.author()));
        return encoded.put("text", note.text()).put("create_time", note.at().getEpochSecond());
    }

    static JsonObject tagSet(TagSet set) {
        return data(
                KfToolCodec.GET_TAG_SET,
                new JsonObject()
                        .put("tag_list", array(set.tags(), Tag::name))
                        .put("is_free", number(set.free())));
    }

    static JsonObject tags(String method, List<Tag> tags) {
        return list(method, "tag_list", array(tags, Tag::name), null);
    }

    static JsonObject session(PastSession session) {
        JsonObject encoded =
                new JsonObject()
                        .put("session_id", session.id().value())
                        .put("userid", session.client().id().value())
                        .put("nickname", session.client().name())
                        .put("channel", channel(session.channel()))
                        .put("source", session.source())
                        .put("queue_id", session.queue().id().value())
                        .put("queue_name", session.queue().name())
                        .put("kind", session.kind().name().toLowerCase(Locale.ROOT))
                        .put("is_open", number(session.end() == null))
                        .put("open_time", session.openedAt().getEpochSecond());
        PastSession.End end = session.end();
        if (end != null) {
            encoded.put("close_time", end.at().getEpochSecond())
                    .put("closed_by", party(end.by()))
                    .put("close_reason", end.reason());
        }
        encoded.put(
                "customer_list",
                array(
                        session.agents(),
                        agent ->
                                new JsonObject()
                                        .put("customer_id", agent.number())
                                        .put("customer_name", agent.name())));
        if (session.rating() != null) {
            encoded.put("rating", rating(session.rating()));
        }
        return encoded.put("tag_list", array(session.tags(), Tag::name))
                .put("note_count", session.notes());
    }

    private static JsonObject rating(Rated rated) {
        return new JsonObject()
                .put("rating_id", rated.rating().ratingId())
                .put("rating_name", rated.name())
                .put("comments", rated.rating().comments());
    }

    static JsonObject hit(Hit hit, @Nullable Agent speaker) {
        JsonObject line = new KfRecordLine(hit.row(), speaker).encode(true);
        JsonArray marks =
                array(
                        hit.snippet().marks(),
                        mark -> new JsonArray().add(mark.begin()).add(mark.end()));
        JsonObject encoded = new JsonObject();
        if (hit.row().session() != null) {
            encoded.put("session_id", hit.row().session().value());
        }
        encoded.put("message_id", line.getString("message_id"))
                .put("userid", hit.client().id().value())
                .put("nickname", hit.client().name())
                .put("create_time", line.getLong("create_time"))
                .put("from", line.getString("from"));
        putPerson(encoded, speaker);
        return encoded.put("snippet", hit.snippet().text()).put("marks", marks);
    }

    private static void putPerson(JsonObject to, @Nullable Agent agent) {
        if (agent != null) {
            to.put("customer_id", agent.number()).put("customer_name", agent.name());
        }
    }

    private static String channel(Protocol protocol) {
        return switch (protocol) {
            case TPI_V2 -> "tpi_v2";
            case TPI_V1 -> "tpi_v1";
            case WECHAT -> "wechat";
        };
    }

    private static String party(Party party) {
        return switch (party) {
            case Party.OfClient _ -> "user";
            case Party.OfAgent _ -> "customer";
            case Party.OfSystem _ -> "system";
        };
    }

    private static int number(boolean yes) {
        return yes ? 1 : 0;
    }
}
