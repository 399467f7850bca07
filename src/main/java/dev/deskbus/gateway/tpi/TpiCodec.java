package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.tpi.TpiRequests.Anonymous;
import dev.deskbus.gateway.tpi.TpiRequests.Authorised;
import dev.deskbus.gateway.tpi.TpiRequests.Words;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates TPI v2: fields into requests, replies into JSON. Knows nothing of HTTP. */
final class TpiCodec {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PASSWORD = 1024;
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_SOURCE = 32;
    private static final long DEFAULT_COUNT = 10;
    private static final long LARGEST_COUNT = 100;

    private final JsonBody json = new JsonBody();
    private final MessageKeys keys;
    private final HistoryBeans history;

    /**
     * Translates.
     *
     * @param freshIds for messages that their senders did not name
     * @param zone of {@code createTime} (decision V2-33)
     * @param publicUrl before icons of agents that lie here; no trailing slash
     */
    TpiCodec(Supplier<String> freshIds, ZoneId zone, String publicUrl) {
        this.keys = new MessageKeys(freshIds);
        this.history = new HistoryBeans(zone, publicUrl);
    }

    /** A request that needs no token; refuses with {@code PARAMETER_INVALID}. */
    Anonymous decode(TpiType.Open type, Fields fields) {
        return switch (type) {
            case LOGON_REQUEST ->
                    new TpiRequests.LogOn(
                            nonEmpty(fields, "loginName"),
                            fields.requireId("password", LONGEST_PASSWORD));
            case LOGON_OR_REGISTER_REQUEST ->
                    new TpiRequests.LogOnOrRegister(
                            nonEmpty(fields, "loginName"),
                            fields.idOrEmpty("name", LONGEST_NAME),
                            WebAddress.shown(fields.textOrEmpty("portraitUri", JsonBody.LIMIT)));
            case VISITOR_LOGON -> new TpiRequests.VisitorLogOn(nonEmpty(fields, "visitorId"));
            case AGENT_LOGON ->
                    new TpiRequests.AgentLogOn(
                            nonEmpty(fields, "loginName"),
                            fields.requireId("password", LONGEST_PASSWORD));
        };
    }

    /** A request under a token; refuses with {@code PARAMETER_INVALID}. */
    Authorised decode(TpiType.Guarded type, Fields fields) {
        return switch (type) {
            case LOGOUT_REQUEST -> new TpiRequests.LogOut();
            case CHAT_REQUEST -> chat(fields);
            case CHAT_REQUEST_STATE_UPDATE -> new TpiRequests.CheckRequest(requestId(fields));
            case CANCEL_CHAT_REQUEST -> new TpiRequests.CancelRequest(requestId(fields));
            case PRE_MSG_REQUEST ->
                    new TpiRequests.PreMessage(requestId(fields), words(type, fields));
            case MSG_REQUEST -> new TpiRequests.Say(sessionId(fields), words(type, fields));
            case MSG_IMG_REQUEST -> show(type, fields, ItemCodec::picture);
            case MSG_VOICE_REQUEST -> show(type, fields, ItemCodec::voice);
            case MSG_LOCATION_REQUEST -> show(type, fields, ItemCodec::place);
            case MSG_FILE_REQUEST -> show(type, fields, ItemCodec::file);
            case MSG_VIDEO_REQUEST -> show(type, fields, ItemCodec::video);
            case MSG_NOTICE -> notice(type, fields);
            case PREVIEW_MSG_REQUEST ->
                    new TpiRequests.Preview(sessionId(fields), fields.requireText("text"));
            case TYPING_NOTICE -> new TpiRequests.Typing(sessionId(fields));
            case ROBOT_TRANSFER -> transfer(fields);
            case CLOSE_REQUEST -> new TpiRequests.Close(sessionId(fields));
            case RATING_REQUEST -> rate(type, fields);
            case CHANGE_CUSTOMER ->
                    new TpiRequests.ChangeClient(
                            sessionId(fields), fields.requireId("clientId", LONGEST_NAME));
            case QUERY_HISTORY_SESSION -> query(fields);
            case QUERY_QUEUE_AGENTS -> new TpiRequests.QueueAgents(fields.requireLong("queueId"));
        };
    }

    /** The reply as it goes out: the keys of the document, none of them null (decision R1). */
    ObjectNode encode(TpiReplies reply, Language language) {
        return switch (reply) {
            case TpiReplies.AgentLoggedOn(var agent, var token) ->
                    result(TpiResult.SUCCESS).put("agentId", agent.value()).put("token", token);
            case TpiReplies.LoggedOn(var client, var token) ->
                    result(TpiResult.SUCCESS).put("clientId", client.value()).put("token", token);
            case TpiReplies.Done(var message) -> success(message);
            case TpiReplies.Queued(var request, var place) ->
                    putPlace(success("success"), request, place, language);
            case TpiReplies.TransferQueued(var request, var place) ->
                    putPlace(success(""), request, place, language);
            case TpiReplies.AlreadyWaiting(var request, var place) ->
                    putPlace(
                            refused(TpiResult.REQUEST_ALREADY_IN_ROULTING, language),
                            request,
                            place,
                            language);
            case TpiReplies.AlreadyTalking(var session) ->
                    refused(TpiResult.ALREADY_IN_CHATTING, language)
                            .put("sessionId", session.value());
            case TpiReplies.Talking talking -> encodeTalking(talking);
            case TpiReplies.RequestState state -> encodeState(state, language);
            case TpiReplies.History past -> encodeHistory(past);
            case TpiReplies.ClientChanged(var client, var session) ->
                    success("success").put("clientId", client).put("sessionId", session.value());
            case TpiReplies.QueueAgents(var agents) -> encodeAgents(agents);
            case TpiReplies.Refused(var result, var message) ->
                    result(result).put("message", message);
        };
    }

    private ObjectNode encodeHistory(TpiReplies.History past) {
        ObjectNode node = success("success").set("hisMessages", history.encode(past));
        return past.dialect().additive() ? node.put("hasMore", past.hasMore()) : node;
    }

    private static ObjectNode encodeTalking(TpiReplies.Talking talking) {
        ObjectNode node = success("");
        node.put("sessionId", talking.session().value()).put("queueLength", 0);
        if (talking.continued()) {
            node.put("continueLastSession", true);
        }
        if (talking.dedicated()) {
            node.put("perm", 1);
        }
        Agent agent = talking.agent();
        putAgent(node, agent);
        if (agent != null && agent.role() == Agent.Role.ROBOT) {
            node.put("robotType", agent.robotType());
        }
        return node;
    }

    private static ObjectNode encodeState(TpiReplies.RequestState state, Language language) {
        ObjectNode node =
                success("success")
                        .put("requestStatus", state.status().number())
                        .put("queueLength", waitingLength(state));
        if (state.status() == RequestStatus.WAITING) {
            putWords(node, state.place(), language);
        }
        if (state.session() != null) {
            node.put("sessionId", state.session().value());
        }
        putAgent(node, state.agent());
        return node;
    }

    /** The position while waiting, never 0 then; 0 afterwards (decision R2). */
    private static int waitingLength(TpiReplies.RequestState state) {
        return state.status() == RequestStatus.WAITING ? state.place().position() : 0;
    }

    private static ObjectNode putPlace(
            ObjectNode node, RequestId request, TpiReplies.Place place, Language language) {
        node.put("requestId", request.value()).put("queueLength", place.position());
        return putWords(node, place, language);
    }

    private static ObjectNode putWords(ObjectNode node, TpiReplies.Place place, Language language) {
        return place.inWords()
                ? node.put(
                        "positionInQueueMessage",
                        language.pick(
                                "您当前排在第" + place.position() + "位",
                                "you are number " + place.position() + " in the line"))
                : node;
    }

    private static ObjectNode encodeAgents(List<AgentView> agents) {
        ObjectNode node = success("success");
        ArrayNode list = node.putArray("agents");
        for (AgentView agent : agents) {
            list.addObject()
                    .put("id", agent.id().value())
                    .put("activeSessions", agent.load())
                    .put("maxActiveSessions", agent.capacity());
        }
        return node;
    }

    private static void putAgent(ObjectNode node, @Nullable Agent agent) {
        if (agent != null) {
            node.put("agentId", agent.id().value()).put("agentName", agent.name());
        }
    }

    private static ObjectNode success(String message) {
        return result(TpiResult.SUCCESS).put("message", message);
    }

    private static ObjectNode refused(TpiResult result, Language language) {
        return result(result).put("message", result.words(language));
    }

    private static ObjectNode result(TpiResult result) {
        return JsonNodeFactory.instance.objectNode().put("result", result.number());
    }

    private static TpiRequests.Chat chat(Fields fields) {
        return new TpiRequests.Chat(
                fields.requireLong("queueId"),
                nullIfEmpty(fields.idOrEmpty("toUserId", LONGEST_NAME)),
                fields.isSet("switchQueue"),
                new TpiRequests.Source(
                        source(fields, "from"), source(fields, "brand"), fields.findJson("tracks")),
                nullIfEmpty(fields.textOrEmpty("serverAddr", LONGEST_URL)));
    }

    private static @Nullable String source(Fields fields, String name) {
        String source = fields.idOrEmpty(name, Fields.LONGEST_TEXT);
        if (source.codePointCount(0, source.length()) > LONGEST_SOURCE) {
            throw invalid(name + " is longer than " + LONGEST_SOURCE + " characters");
        }
        return nullIfEmpty(source);
    }

    private Words words(TpiType type, Fields fields) {
        String text = fields.requireText("text");
        return new Words(
                text,
                keys.of(type.number(), fields, text),
                fields.findTime("time"),
                fields.findJson("extra"));
    }

    private TpiRequests.Show show(TpiType type, Fields fields, Function<Fields, Item> read) {
        return show(type, fields, read.apply(fields));
    }

    private TpiRequests.Show show(TpiType type, Fields fields, Item item) {
        var mark =
                new TpiRequests.Mark(
                        keys.of(type.number(), fields, item.content()),
                        fields.findTime("time"),
                        fields.findJson("extra"));
        return new TpiRequests.Show(spot(fields), item, mark);
    }

    /** What comes with a request's number instead of a session's is said while it waits. */
    private static TpiRequests.Spot spot(Fields fields) {
        return fields.has("requestId") && !fields.has("sessionId")
                ? new TpiRequests.Spot.WhileWaiting(requestId(fields))
                : new TpiRequests.Spot.InSession(sessionId(fields));
    }

    /** Typing is a notice, too, but one that passes. */
    private Authorised notice(TpiType type, Fields fields) {
        return fields.longOr("noticeType", Message.Notice.CUSTOM) == Message.Notice.TYPING
                ? new TpiRequests.Typing(sessionId(fields))
                : show(type, fields, ItemCodec::note);
    }

    /** {@code transferInfo} is an object, or the text of one (decision V2-16). */
    private TpiRequests.Transfer transfer(Fields fields) {
        long session = sessionId(fields);
        String from = source(fields, "from");
        String wanted = fields.idOrEmpty("toUserId", LONGEST_NAME);
        Fields more = transferInfo(fields);
        long queue = more.longOr("queueId", 0);
        return new TpiRequests.Transfer(
                session,
                from,
                more.has("queueId") && queue != 0 ? queue : null,
                nullIfEmpty(wanted.isEmpty() ? more.idOrEmpty("toUserId", LONGEST_NAME) : wanted));
    }

    private Fields transferInfo(Fields fields) {
        String text = fields.findJson("transferInfo");
        try {
            return json.parse(Buffer.buffer(text == null || text.isBlank() ? "{}" : text));
        } catch (Refusal _) {
            throw invalid("transferInfo is no JSON object");
        }
    }

    private TpiRequests.Rate rate(TpiType type, Fields fields) {
        long session = sessionId(fields);
        var rating =
                new Rating(
                        fields.requireLong("ratingId"),
                        fields.textOrEmpty("ratingComments", Fields.LONGEST_TEXT),
                        fields.findJson("ratingExtends"));
        return new TpiRequests.Rate(
                session, rating, keys.of(type.number(), fields, rating.toString()));
    }

    private static TpiRequests.QueryHistory query(Fields fields) {
        long count = fields.longOr("maxCount", DEFAULT_COUNT);
        return new TpiRequests.QueryHistory(
                Math.max(0, fields.longOr("fromSessionId", 0)),
                Math.max(0, fields.longOr("fromMessageId", 0)),
                (int) (count <= 0 ? DEFAULT_COUNT : Math.min(count, LARGEST_COUNT)),
                fields.isSet("permFlag"));
    }

    private static long requestId(Fields fields) {
        return fields.requireLong("requestId");
    }

    private static long sessionId(Fields fields) {
        return fields.requireLong("sessionId");
    }

    private static String nonEmpty(Fields fields, String name) {
        String value = fields.requireId(name, LONGEST_NAME);
        if (value.isEmpty()) {
            throw invalid(name + " is empty");
        }
        return value;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
