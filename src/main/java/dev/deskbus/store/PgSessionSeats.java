package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.SessionSeats;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Seats in PostgreSQL: the row of the session, then the slots, then the request, in this order. */
public final class PgSessionSeats implements SessionSeats {
    private final Pg pg;
    private final SealedJson json;

    public PgSessionSeats(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    private static final String FIND_ACT =
            "select seq, at from session_event where session_id = $1 and client_msg_id = $2";

    @Override
    public Future<Optional<Logged>> findAct(SessionId session, CommandId act) {
        return pg.one(
                FIND_ACT,
                Tuple.of(session.value(), EventRow.key(act)),
                row -> new Logged(row.getLong("seq"), Columns.instant(row, "at")));
    }

    /**
     * {@code $19}: whether the others go; {@code $20}: whether the agent, a supervisor, may have
     * more than its capacity. Who has a slot for that very session keeps it. Who leaves is looked
     * up by the session: said with {@code coalesce}, so that the index of those who are there is
     * not read for it from end to end (docs/decisions/0116).
     */
    private static final String SEAT =
            SeatSql.SESSION
                    + """
                    , person as materialized (
                        select a.id, a.enabled and coalesce(p.present and p.status <> 0, false)
                                         as there
                        from session
                        join agent a on a.id = $5::text and a.tenant_id = session.tenant_id
                                    and a.role <> 'ROBOT'
                        left join agent_presence p on p.agent_id = a.id)
                    , mine as materialized (
                        select s.slot_no from session
                        join agent_slot s on s.session_id = session.id and s.agent_id = $5::text)
                    , gate as materialized (
                        select id from person
                        where there and not exists (select from mine))
                    """
                    + SlotSql.freeOrBeyond(20)
                    + """
                    , done as materialized (
                        select session.id from session, person
                        where person.there
                          and (exists (select from slot) or exists (select from mine)))
                    , taken as (
                        update agent_slot s set session_id = done.id
                        from slot, done
                        where s.agent_id = slot.agent_id and s.slot_no = slot.slot_no)
                    , freed as (
                        update agent_slot s set session_id = null
                        from done
                        where $19::boolean and s.session_id = done.id and s.agent_id <> $5::text)
                    """
                    + SeatSql.WRITTEN
                    + """
                    , departed as (
                        update session_agent p set left_at = l.at
                        from logged l
                        where $19::boolean and p.session_id = l.session_id
                          and p.agent_id <> $5::text
                          and coalesce(p.left_at, 'infinity') = 'infinity')
                    , joined as (
                        insert into session_agent (session_id, agent_id, joined_at)
                        select l.session_id, $5::text, l.at
                        from logged l
                        where not exists (
                            select from session_agent p
                            where p.session_id = l.session_id and p.agent_id = $5::text
                              and p.left_at is null))
                    , request as (
                        update chat_request r
                        set status = 'ACCEPTED', ended_at = clock_timestamp(),
                            agent_id = $5::text, session_id = done.id,
                            offer_no = null, offer_agent = null, offer_expires_at = null
                        from done
                        where $19::boolean and r.transfer_of = done.id and r.status = 'WAITING')
                    , moved as (
                        update chat_session s
                        set kind = l.body ->> 'kind', waiting_request = null, look_at = l.at
                        from logged l
                        where $19::boolean and s.id = l.session_id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from session) as open,
                           (select there from person) as there,
                           (select count(*) from done) as done
                    """;

    @Override
    public Future<Seating> seat(Step step, AgentId agent, boolean beyond) {
        Tuple values =
                values(step, agent.value())
                        .addBoolean(step.event() instanceof SessionTransferred)
                        .addBoolean(beyond);
        return pg.one(SEAT, values, PgSessionSeats::seated).map(Optional::orElseThrow);
    }

    /**
     * {@code $19}: the number under which it waits, {@code $20}: in which queue, {@code $21}: who
     * is not asked for it. Its age is that of the request by which it last came to a person; in
     * another queue it stands behind whoever came just before that.
     */
    private static final String GIVE_BACK =
            SeatSql.SESSION
                    + """
                    , target as materialized (
                        select q.id from session
                        join queue q on q.id = $20::bigint and q.tenant_id = session.tenant_id
                                    and q.kind = 'HUMAN' and q.enabled)
                    , origin as materialized (
                        select r.* from session
                        join chat_request r on r.session_id = session.id
                        order by r.id desc limit 1)
                    , done as materialized (
                        select session.id from session, target, origin)
                    , placed as (
                        insert into chat_request (
                            id, command_id, tenant_id, queue_id, client_id, token_key, status,
                            priority, order_no, source, brand, tracks, target, created_at,
                            transfer_of, given_back_by)
                        select $19::bigint, $5::text, s.tenant_id, target.id, s.client_id,
                               s.token_key, 'WAITING', o.priority,
                               case when o.queue_id = target.id then o.order_no
                                    else coalesce((
                                        select l.order_no from chat_request l
                                        where l.queue_id = target.id
                                          and l.created_at <= o.created_at
                                        order by l.order_no desc limit 1), 0) end,
                               o.source, o.brand, o.tracks, s.target, o.created_at, s.id,
                               $21::text[]
                        from done, session s, target, origin o)
                    , freed as (
                        update agent_slot s set session_id = null
                        from done where s.session_id = done.id)
                    """
                    + SeatSql.WRITTEN
                    + """
                    , departed as (
                        update session_agent p set left_at = l.at
                        from logged l
                        where p.session_id = l.session_id
                          and coalesce(p.left_at, 'infinity') = 'infinity')
                    , waits as (
                        update chat_session s
                        set queue_id = target.id, waiting_request = $19::bigint, look_at = null
                        from done, target where s.id = done.id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from session) as open,
                           (select count(*) from target) as target,
                           (select count(*) from done) as done
                    """;

    @Override
    public Future<Seating> giveBack(Step step, SessionGivenBack event, Set<AgentId> by) {
        Tuple values =
                values(step, event.act().id().value())
                        .addLong(event.request().value())
                        .addLong(event.queue().value())
                        .addArrayOfString(by.stream().map(AgentId::value).toArray(String[]::new));
        return pg.one(GIVE_BACK, values, PgSessionSeats::givenBack).map(Optional::orElseThrow);
    }

    private Tuple values(Step step, String fifth) {
        Tuple values =
                Fences.values(step.fence())
                        .addLong(step.session().id().value())
                        .addString(fifth)
                        .addLong(step.lastSeq());
        LogSql.addTo(values, List.of(step.event()), json);
        return OutboxSql.addTo(values, step.callbacks(), json);
    }

    private static Seating seated(Row row) {
        if (!Fences.isHeld(row)) {
            return new Seating.Fenced();
        }
        if (row.getLong("done") > 0) {
            return new Seating.Stored();
        }
        Boolean isThere = row.getBoolean("there");
        if (row.getLong("open") == 0) {
            return new Seating.Overtaken();
        }
        if (isThere == null) {
            return new Seating.AgentUnknown();
        }
        return isThere ? new Seating.AgentFull() : new Seating.AgentAbsent();
    }

    private static Seating givenBack(Row row) {
        if (!Fences.isHeld(row)) {
            return new Seating.Fenced();
        }
        if (row.getLong("done") > 0) {
            return new Seating.Stored();
        }
        return row.getLong("open") > 0 && row.getLong("target") == 0
                ? new Seating.QueueUnknown()
                : new Seating.Overtaken();
    }
}
