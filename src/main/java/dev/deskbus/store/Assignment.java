package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Blank;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request becomes a session: a slot, the session with the first events of its log, and the
 * callbacks, in one statement. The numbers and the words that it needs are read just before, unless
 * the queue's owner knows that there are no words: only it writes them, and the fence holds
 * everybody else off.
 */
final class Assignment {
    private final Pg pg;
    private final SealedJson json;

    Assignment(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    Future<Assigning> write(
            Fence fence,
            RequestAssigned event,
            QueueRules rules,
            Waiting waiting,
            @Nullable Blank blank) {
        String statement = rules.kind() == SessionKind.HUMAN ? ASSIGN : ASSIGN_AT_ONCE;
        return draft(event.request(), blank)
                .compose(
                        draft ->
                                pg.one(
                                                statement,
                                                values(fence, event, rules, waiting, draft),
                                                row -> result(row, draft))
                                        .map(Optional::orElseThrow));
    }

    private Future<Draft> draft(RequestId request, @Nullable Blank blank) {
        return blank == null
                ? prepare(request)
                : Future.succeededFuture(new Draft(blank.session(), blank.at(), List.of()));
    }

    private static final String PREPARE =
            """
            with fresh as materialized (
                select nextval('session_id') as session, clock_timestamp() as now)
            select fresh.session, fresh.now, m.key, m.recent_key, m.body::text as body, m.at,
                   m.client_time, m.extra
            from fresh left join request_message m on m.request_id = $1
            order by m.n
            """;

    private Future<Draft> prepare(RequestId request) {
        return pg.query(PREPARE, Tuple.of(request.value()), this::draft)
                .map(
                        rows ->
                                new Draft(
                                        rows.getFirst().session(),
                                        rows.getFirst().at(),
                                        rows.stream().flatMap(d -> d.words().stream()).toList()));
    }

    private static final String GATE = ", gate as (select id from fence)";

    /**
     * Nobody gets a request that another agent is asked for, or that was offered to it until a
     * moment ago (docs/decisions/0014).
     */
    private static final String BEGIN =
            """
            , request as (
                update chat_request r
                set status = 'ACCEPTED', ended_at = $8::timestamptz, agent_id = $5::text,
                    session_id = $6::bigint,
                    choice = $10::text::jsonb,
                    offer_no = null, offer_agent = null, offer_expires_at = null
                from slot
                where r.id = $4 and r.status = 'WAITING'
                  and (r.offer_agent is null or r.offer_agent = $5::text
                       and r.offer_expires_at > clock_timestamp())
                returning r.*, nextval('message_id') as events_after)
            , taken as (
                update agent_slot s set session_id = $6::bigint
                from slot, request
                where s.agent_id = slot.agent_id and s.slot_no = slot.slot_no)
            , opened as (
                insert into chat_session (
                    id, tenant_id, queue_id, kind, client_id, request_id, token_key, shard,
                    state, target, opened_at, look_at, events_after)
                select $6::bigint, tenant_id, queue_id,
                       $23::text, client_id, id, token_key, $7::int,
                       'Open', target, $8::timestamptz, $9::timestamptz, events_after
                from request)
            , joined as (
                insert into session_agent (session_id, agent_id, joined_at)
                select $6::bigint, $5::text, $8::timestamptz from request)
            , logged as (
                insert into session_event (
                    session_id, seq, kind, sender, client_msg_id, recent_key, body, at)
                select $6::bigint, e.seq, e.kind, e.sender, e.key, e.recent, e.body::jsonb, e.at
                from request,
                     unnest($11::bigint[], $12::text[], $13::text[], $14::text[],
                            $15::text[], $16::text[], $17::timestamptz[])
                         as e(seq, kind, sender, key, recent, body, at)
                order by e.seq)
            , told as (
                insert into callback (lane, shard, target, kind, body)
                select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                from request,
                     unnest($18::text[], $19::int[], $20::text[], $21::text[], $22::text[])
                         with ordinality as c(lane, shard, target, kind, body, nth)
                order by c.nth)
            """;

    private static final String OUTCOME =
            """
            select (select count(*) from fence) as fenced,
                   (select count(*) from slot) as slots,
                   (select count(*) from request) as changed,
                   exists (select from chat_request r
                           where r.id = $4 and r.status = 'WAITING') as waiting
            """;

    /** A dedicated agent has no slots that know what it does, and is its client's from now on. */
    private static final String OWN =
            """
            , busy as (
                update agent_presence set idle_since = clock_timestamp()
                from request
                where agent_presence.agent_id = $5::text and $23::text = 'DEDICATED')
            , owned as (
                update client c set owner_agent = $5::text from request r
                where c.id = r.client_id and $23::text = 'DEDICATED'
                  and not exists (select from agent a
                                  where a.id = c.owner_agent and a.enabled))
            """;

    private static final String ASSIGN =
            Fences.FENCE + GATE + SlotSql.freeOrWanted(10) + BEGIN + OUTCOME;

    private static final String ASSIGN_AT_ONCE =
            Fences.FENCE + GATE + SlotSql.NONE + BEGIN + OWN + OUTCOME;

    private Tuple values(
            Fence fence, RequestAssigned event, QueueRules rules, Waiting waiting, Draft draft) {
        ClientId client = waiting.origin().client();
        SessionId session = draft.session();
        var facts =
                new Facts(
                        session,
                        rules.tenant(),
                        rules.id(),
                        rules.kind(),
                        client,
                        rules.idle(),
                        waiting.origin().target());
        List<SessionEvent> events = events(event.agent(), client, draft);
        Tuple values =
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addString(event.agent().value())
                        .addLong(session.value())
                        .addInteger(Shard.of(session).number())
                        .addOffsetDateTime(Columns.time(draft.at()))
                        .addOffsetDateTime(
                                Session.lookAgainAt(replay(facts, draft.at(), events), draft.at())
                                        .map(Columns::time)
                                        .orElse(null))
                        .addString(json.write(event.choice(), Choice.class));
        LogSql.addTo(values, events, json);
        return OutboxSql.addTo(values, callbacks(event, rules, waiting, draft), json)
                .addString(rules.kind().name());
    }

    private static SessionState replay(Facts facts, Instant at, List<SessionEvent> events) {
        SessionState state = Session.begin(facts, at);
        for (SessionEvent event : events) {
            state = Session.evolve(state, event);
        }
        return state;
    }

    /** The agent comes first, then what was said while waiting, at the time when it was said. */
    private static List<SessionEvent> events(AgentId agent, ClientId client, Draft draft) {
        List<SessionEvent> events = new ArrayList<>();
        events.add(new AgentJoined(1, draft.at(), agent));
        for (Word word : draft.words()) {
            events.add(
                    new Said(
                            events.size() + 1,
                            word.at(),
                            new Party.OfClient(client),
                            word.message(),
                            word.key(),
                            word.clientTime(),
                            word.extra()));
        }
        return events;
    }

    /**
     * First that the request was accepted, then that the talk begins (decision V2-47). Of a request
     * that is given at once its client never hears, only of its session (R3).
     */
    private static List<OutboxEntry> callbacks(
            RequestAssigned event, QueueRules rules, Waiting waiting, Draft draft) {
        var target = waiting.origin().target();
        if (target == null) {
            return List.of();
        }
        ClientId client = waiting.origin().client();
        Callback accepted =
                new Callback.RequestStatusChanged(
                        client, event.request(), RequestStatus.ACCEPTED, 0, null);
        Callback started =
                new Callback.SessionStarted(
                        client,
                        draft.session(),
                        event.agent(),
                        false,
                        draft.at(),
                        rules.kind() != SessionKind.HUMAN);
        return rules.kind() == SessionKind.HUMAN
                ? List.of(new OutboxEntry(target, accepted), new OutboxEntry(target, started))
                : List.of(new OutboxEntry(target, started));
    }

    private static Assigning result(Row row, Draft draft) {
        if (!Fences.isHeld(row)) {
            return new Assigning.Fenced();
        }
        if (row.getLong("changed") > 0) {
            return new Assigning.Assigned(
                    draft.session(),
                    draft.words().stream().map(Word::message).toList(),
                    draft.words().size() + 1L,
                    draft.at());
        }
        boolean full = row.getBoolean("waiting") && row.getLong("slots") == 0;
        return full ? new Assigning.AgentFull() : new Assigning.NotWaiting();
    }

    private Draft draft(Row row) {
        return new Draft(
                new SessionId(row.getLong("session")),
                Columns.instant(row, "now"),
                Optional.ofNullable(word(row)).stream().toList());
    }

    private @Nullable Word word(Row row) {
        String key = row.getString("key");
        return key == null
                ? null
                : new Word(
                        new MessageKey(key, row.getString("recent_key")),
                        json.read(row.getString("body"), Message.class),
                        Columns.instant(row, "at"),
                        Columns.findInstant(row, "client_time"),
                        row.getString("extra"));
    }

    /** The session to be: its number, when it begins, and what had been said. */
    private record Draft(SessionId session, Instant at, List<Word> words) {}

    private record Word(
            MessageKey key,
            Message message,
            Instant at,
            @Nullable Instant clientTime,
            @Nullable String extra) {}
}
