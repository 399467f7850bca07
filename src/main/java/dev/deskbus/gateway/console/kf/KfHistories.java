package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetSessionRecord;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetTagSessions;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetUserSessions;
import dev.deskbus.gateway.console.kf.KfToolRequests.Search;
import dev.deskbus.gateway.console.kf.KfToolRequests.Where;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.TranscriptSearch.Filter;
import dev.deskbus.port.TranscriptSearch.Found;
import dev.deskbus.port.TranscriptSearch.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was before: the sessions of clients, what was said in them, and the search in all that. */
final class KfHistories {
    private final AgentTools tools;
    private final AgentDirectory directory;
    private final KfPeople people;

    /** A search may read much: ten at once, then one in two seconds. */
    private final Throttle searches = new Throttle(10, Duration.ofSeconds(20));

    KfHistories(AgentTools tools, AgentDirectory directory, KfPeople people) {
        this.tools = tools;
        this.directory = directory;
        this.people = people;
    }

    Future<JsonObject> serve(Agent me, KfToolRequests.OfHistory request) {
        return switch (request) {
            case GetUserSessions get -> getSessions(me, get);
            case GetTagSessions get ->
                    tools.histories()
                            .findTagged(
                                    me.tenant(), get.tag(), get.page().before(), get.page().limit())
                            .map(
                                    found ->
                                            sessions(
                                                    KfToolCodec.GET_TAG_SESSIONS,
                                                    found,
                                                    get.page().limit()));
            case GetSessionRecord get -> getRecord(me, get);
            case Search search -> search(me, search);
        };
    }

    private Future<JsonObject> getSessions(Agent me, GetUserSessions get) {
        int limit = get.page().limit();
        return tools.histories()
                .require(me.tenant(), new Subject.OfClient(get.user()))
                .compose(
                        _ ->
                                tools.histories()
                                        .findSessions(
                                                me.tenant(),
                                                get.user(),
                                                get.page().before(),
                                                limit))
                .map(found -> sessions(KfToolCodec.GET_USER_SESSIONS, found, limit));
    }

    private static JsonObject sessions(String method, List<PastSession> found, int limit) {
        List<PastSession> page = first(found, limit);
        return KfToolReplies.list(
                method,
                "session_list",
                KfToolReplies.array(page, KfToolReplies::session),
                found.size() > limit ? page.getLast().id().value() : null);
    }

    /** Oldest first inside a page, as in the chat record (decision KF-29). */
    private Future<JsonObject> getRecord(Agent me, GetSessionRecord get) {
        int limit = get.page().limit();
        return tools.histories()
                .require(me.tenant(), new Subject.OfSession(get.session()))
                .compose(
                        _ ->
                                tools.histories()
                                        .findTranscript(
                                                me.tenant(),
                                                get.session(),
                                                get.page().before(),
                                                limit))
                .compose(
                        found ->
                                speakers(found)
                                        .map(
                                                speakers ->
                                                        record(
                                                                first(found, limit),
                                                                speakers,
                                                                found.size() > limit)));
    }

    private static JsonObject record(
            List<HistoryRow> page, Map<AgentId, Agent> speakers, boolean isMore) {
        return KfToolReplies.list(
                KfToolCodec.GET_SESSION_RECORD,
                "list_chat",
                KfToolReplies.array(
                        page.reversed(),
                        row -> new KfRecordLine(row, speaker(row, speakers)).encode(true)),
                isMore ? page.getLast().seq() : null);
    }

    private Future<JsonObject> search(Agent me, Search search) {
        if (!searches.tryTake(me.id().value())) {
            throw new Refusal(ErrorCode.LIMIT_REACHED, "too many searches: wait a moment");
        }
        return filter(me, search.where())
                .compose(
                        filter ->
                                tools.search()
                                        .search(
                                                new Query(
                                                        me.tenant(),
                                                        search.terms(),
                                                        filter,
                                                        search.before(),
                                                        search.limit())))
                .compose(this::found);
    }

    private Future<Filter> filter(Agent me, Where where) {
        Future<Void> client =
                where.user() == null
                        ? Future.succeededFuture()
                        : tools.histories()
                                .require(me.tenant(), new Subject.OfClient(where.user()));
        return client.compose(_ -> agent(me.tenant(), where.customer()))
                .map(
                        agent ->
                                new Filter(
                                        where.user(),
                                        agent.orElse(null),
                                        where.queue(),
                                        where.from(),
                                        where.to(),
                                        where.tag()));
    }

    private Future<Optional<AgentId>> agent(TenantId tenant, @Nullable Long number) {
        return number == null
                ? Future.succeededFuture(Optional.empty())
                : directory
                        .findAgentByNumber(tenant, number)
                        .map(
                                found -> {
                                    if (found.isEmpty()) {
                                        throw new Refusal(
                                                ErrorCode.AGENT_UNKNOWN, "unknown customer_id");
                                    }
                                    return found.map(Agent::id);
                                });
    }

    private Future<JsonObject> found(Found found) {
        return speakers(found.hits().stream().map(hit -> hit.row()).toList())
                .map(
                        speakers ->
                                KfToolReplies.list(
                                        KfToolCodec.SEARCH,
                                        "hit_list",
                                        KfToolReplies.array(
                                                found.hits(),
                                                hit ->
                                                        KfToolReplies.hit(
                                                                hit, speaker(hit.row(), speakers))),
                                        found.next() == null
                                                ? null
                                                : KfToolCodec.encode(found.next())));
    }

    private Future<Map<AgentId, Agent>> speakers(List<HistoryRow> rows) {
        return people.find(
                rows.stream()
                        .map(HistoryRow::speaker)
                        .filter(OfAgent.class::isInstance)
                        .map(speaker -> ((OfAgent) speaker).id())
                        .toList());
    }

    private static @Nullable Agent speaker(HistoryRow row, Map<AgentId, Agent> speakers) {
        return row.speaker() instanceof OfAgent(AgentId id) ? speakers.get(id) : null;
    }

    private static <T> List<T> first(List<T> found, int limit) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }
}
