package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Dialect.HistoryMessageType;
import dev.deskbus.domain.client.Dialect.HistoryUserType;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.gateway.tpi.TpiReplies.History;
import dev.deskbus.port.HistoryRow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The messages of 5003 as the original server's beans: every key, always (decision V2-36). */
final class HistoryBeans {
    private static final int TEXT = 1;
    private static final int TEXT_OF_THE_SAMPLE = 2;
    private static final int LOCATION = 4;
    private static final int NOTICE = 99;
    private static final int FIRST_YEAR = 1900;

    private final ZoneId zone;
    private final String publicUrl;

    /**
     * Translates.
     *
     * @param publicUrl before icons of agents that lie here; no trailing slash
     */
    HistoryBeans(ZoneId zone, String publicUrl) {
        this.zone = zone;
        this.publicUrl = publicUrl;
    }

    /** The rows in their order. */
    ArrayNode encode(History history) {
        ArrayNode beans = JsonNodeFactory.instance.arrayNode(history.rows().size());
        history.rows().forEach(row -> beans.add(encode(row, history)));
        return beans;
    }

    /** The later edition's keys stand beside the older ones. */
    private ObjectNode encode(HistoryRow row, History history) {
        Face face = face(row.speaker(), history);
        ObjectNode bean = JsonNodeFactory.instance.objectNode();
        bean.put("_id", "").put("contentLength", 0);
        bean.set("createTime", date(row.storedAt()));
        return bean.put("extra", row.extra() == null ? "" : row.extra())
                .put("firstReply", row.firstReply())
                .put("icon", face.icon())
                .put("id", row.id())
                .put("message", content(row.message()))
                .put("messageType", type(row.message(), history.dialect().historyMessageType()))
                .put("postTime", row.at().toEpochMilli())
                .put("replyDelay", row.replyDelay())
                .put("revokeFlag", row.isRevoked() ? 1 : 0)
                .put("sessionId", row.session() == null ? 0 : row.session().value())
                .put("text", content(row.message()))
                .put("toUserId", "")
                .put("userId", userId(row.speaker()))
                .put("userName", face.name())
                .put("userType", userType(row.speaker(), history.dialect().historyUserType()));
    }

    /** What json-lib makes of a {@code java.util.Date} (decision V2-33). */
    private ObjectNode date(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return JsonNodeFactory.instance
                .objectNode()
                .put("date", local.getDayOfMonth())
                .put("day", local.getDayOfWeek().getValue() % 7)
                .put("hours", local.getHour())
                .put("minutes", local.getMinute())
                .put("month", local.getMonthValue() - 1)
                .put("seconds", local.getSecond())
                .put("time", instant.toEpochMilli())
                .put("timezoneOffset", -local.getOffset().getTotalSeconds() / 60)
                .put("year", local.getYear() - FIRST_YEAR);
    }

    private static String content(Message message) {
        return switch (message) {
            case Message.Text(var text, _) -> text;
            case Message.Media media -> media.url();
            case Message.Location location -> location.inWords();
            case Message.Notice(_, var text) -> text;
        };
    }

    /** By the table of the vendor's other clients, not by the sample (decision V2-35). */
    private static int type(Message message, HistoryMessageType types) {
        return switch (message) {
            case Message.Text _ -> types == HistoryMessageType.SAMPLE ? TEXT_OF_THE_SAMPLE : TEXT;
            case Message.Media media ->
                    switch (media.kind()) {
                        case PICTURE -> 2;
                        case FILE -> 3;
                        case VOICE -> 5;
                        case VIDEO -> 6;
                    };
            case Message.Location _ -> LOCATION;
            case Message.Notice _ -> NOTICE;
        };
    }

    private Face face(Party speaker, History history) {
        return switch (speaker) {
            case Party.OfClient _ -> new Face(history.client().name(), history.client().portrait());
            case Party.OfAgent(var id) -> face(history.agents().get(id));
            case Party.OfSystem() -> Face.NONE;
        };
    }

    private Face face(@Nullable Agent agent) {
        return agent == null
                ? Face.NONE
                : new Face(agent.name(), FileLinks.absolute(publicUrl, agent.icon()));
    }

    /** How a speaker is shown; with nothing when nobody knows it any more. */
    private record Face(String name, String icon) {
        static final Face NONE = new Face("", "");
    }

    private static String userId(Party speaker) {
        return switch (speaker) {
            case Party.OfClient(var id) -> id.value();
            case Party.OfAgent(var id) -> id.value();
            case Party.OfSystem() -> "";
        };
    }

    /** An assumption either way (decision V2-36). */
    private static int userType(Party speaker, HistoryUserType types) {
        boolean isClient = speaker instanceof Party.OfClient;
        return switch (types) {
            case STANDARD -> isClient ? 1 : 0;
            case REVERSED -> isClient ? 0 : 1;
        };
    }
}
