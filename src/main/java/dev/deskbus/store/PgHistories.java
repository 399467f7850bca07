package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Histories;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PastSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What was before, in PostgreSQL. */
public final class PgHistories implements Histories {
    private final Pg pg;
    private final SealedJson json;

    public PgHistories(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    private static final String CLIENT = "select id from client where tenant_id = $1 and id = $2";

    private static final String SESSION =
            "select id from chat_session where tenant_id = $1 and id = $2";

    @Override
    public Future<Void> require(TenantId tenant, Subject subject) {
        return switch (subject) {
            case Subject.OfClient(ClientId id) ->
                    require(
                            CLIENT,
                            Tuple.of(tenant.value(), id.value()),
                            new Refusal(ErrorCode.CLIENT_UNKNOWN, "unknown user"));
            case Subject.OfSession(SessionId id) ->
                    require(
                            SESSION,
                            Tuple.of(tenant.value(), id.value()),
                            new Refusal(ErrorCode.SESSION_UNKNOWN, "unknown session"));
        };
    }

    private Future<Void> require(String sql, Tuple values, Refusal unknown) {
        return pg.one(sql, values, row -> row)
                .compose(
                        found ->
                                found.isPresent()
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(unknown));
    }

    private static final String SESSIONS =
            "with "
                    + PersonSql.PERSON
                    + """
                    , page as materialized (
                        select s.id from person p
                        cross join lateral (
                            select s.id from chat_session s
                            where s.tenant_id = $1 and s.client_id = p.id and s.id < $3::bigint
                            order by s.id desc limit $4::int) s
                        order by s.id desc limit $4::int)
                    """
                    + PastSessionRows.SESSIONS;

    @Override
    public Future<List<PastSession>> findSessions(
            TenantId tenant, ClientId client, long before, int limit) {
        return pg.query(
                SESSIONS,
                Tuple.of(tenant.value(), client.value(), HistoryRows.below(before), limit + 1),
                row -> PastSessionRows.session(row, json));
    }

    private static final String TAGGED =
            """
            with page as materialized (
                (select t.session_id as id from session_tag t
                 where t.tenant_id = $1 and t.tag = $2
                   and t.session_id < $3::bigint
                 order by t.session_id desc limit $4::int)
                union
                (select s.id from client_tag t
                 join chat_session s on s.client_id = t.client_id and s.tenant_id = t.tenant_id
                 where t.tenant_id = $1 and t.tag = $2 and s.id < $3::bigint
                 order by s.id desc limit $4::int)
                order by id desc limit $4::int)
            """
                    + PastSessionRows.SESSIONS;

    @Override
    public Future<List<PastSession>> findTagged(TenantId tenant, Tag tag, long before, int limit) {
        return pg.query(
                TAGGED,
                Tuple.of(tenant.value(), tag.name(), HistoryRows.below(before), limit + 1),
                row -> PastSessionRows.session(row, json));
    }

    private static final String TRANSCRIPT =
            """
            with page as materialized (
                select
            """
                    + HistoryRows.SAID
                    + """
                     from chat_session s
                    join session_log e on e.session_id = s.id and e.kind = 'Said'
                    where s.tenant_id = $1 and s.id = $2 and e.seq < $3::bigint
                    order by e.seq desc limit $4::int)
                    """
                    + HistoryRows.OPENINGS
                    + HistoryRows.MESSAGES
                    + " order by e.seq desc";

    @Override
    public Future<List<HistoryRow>> findTranscript(
            TenantId tenant, SessionId session, long beforeSeq, int limit) {
        return pg.query(
                TRANSCRIPT,
                Tuple.of(tenant.value(), session.value(), HistoryRows.below(beforeSeq), limit + 1),
                row -> HistoryRows.row(row, json));
    }
}
