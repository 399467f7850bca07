package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore.Assigning;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * A request takes over the session of a robot (decision V2-16), or one that was given back: a slot
 * for that very session, and a note in its row, in one statement under the queue's fence. The
 * session's own log is written by its owner, who looks at it at once. Its row is locked, so that it
 * cannot be closed meanwhile.
 */
final class Handover {
    private final Pg pg;
    private final SealedJson json;

    Handover(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    private static final String HAND_OVER =
            Fences.FENCE
                    + """
                    , gate as materialized (
                        select s.id from fence, chat_session s
                        where s.id = $6::bigint and s.state = 'Open'
                          and (s.kind = 'ROBOT' or s.waiting_request = $4)
                        for no key update of s)
                    """
                    + SlotSql.freeOrWanted(7)
                    + """
                    , request as (
                        update chat_request r
                        set status = 'ACCEPTED', ended_at = clock_timestamp(), agent_id = $5::text,
                            session_id = $6::bigint, choice = $7::text::jsonb,
                            offer_no = null, offer_agent = null, offer_expires_at = null
                        from slot
                        where r.id = $4 and r.status = 'WAITING'
                          and (r.offer_agent is null or r.offer_agent = $5::text
                               and r.offer_expires_at > clock_timestamp())
                        returning r.id, r.ended_at)
                    , taken as (
                        update agent_slot s set session_id = $6::bigint
                        from slot, request
                        where s.agent_id = slot.agent_id and s.slot_no = slot.slot_no)
                    , noted as (
                        update chat_session s
                        set handover = request.id, look_at = clock_timestamp()
                        from request where s.id = $6::bigint)
                    , told as (
                        insert into callback (lane, shard, target, kind, body)
                        select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                        from request,
                             unnest($8::text[], $9::int[], $10::text[], $11::text[], $12::text[])
                                 with ordinality as c(lane, shard, target, kind, body, nth)
                        order by c.nth)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from gate) as open,
                           (select count(*) from slot) as slots,
                           (select ended_at from request) as at,
                           exists (select from chat_request r
                                   where r.id = $4 and r.status = 'WAITING') as waiting
                    """;

    Future<Assigning> write(
            Fence fence, RequestAssigned event, Waiting waiting, SessionId session) {
        Tuple values =
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addString(event.agent().value())
                        .addLong(session.value())
                        .addString(json.write(event.choice(), Choice.class));
        return pg.one(
                        HAND_OVER,
                        OutboxSql.addTo(values, callbacks(waiting, session), json),
                        row -> result(row, session))
                .map(Optional::orElseThrow);
    }

    /** That it was accepted; who is there now, the session tells. */
    private static List<OutboxEntry> callbacks(Waiting waiting, SessionId session) {
        var target = waiting.origin().target();
        return target == null || waiting.isGivenBack()
                ? List.of()
                : List.of(
                        new OutboxEntry(
                                target,
                                new Callback.RequestStatusChanged(
                                        waiting.origin().client(),
                                        waiting.id(),
                                        RequestStatus.ACCEPTED,
                                        0,
                                        session)));
    }

    private static Assigning result(Row row, SessionId session) {
        if (!Fences.isHeld(row)) {
            return new Assigning.Fenced();
        }
        if (row.getOffsetDateTime("at") != null) {
            return new Assigning.HandedOver(session, Columns.instant(row, "at"));
        }
        if (!row.getBoolean("waiting")) {
            return new Assigning.NotWaiting();
        }
        if (row.getLong("open") == 0) {
            return new Assigning.NothingToHandOver();
        }
        return row.getLong("slots") == 0 ? new Assigning.AgentFull() : new Assigning.NotWaiting();
    }
}
