package dev.deskbus.store;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.VisitorStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What visitors' sockets read and confirm, in PostgreSQL. */
public final class PgVisitorStore implements VisitorStore {
    private final Pg pg;
    private final SealedJson json;

    public PgVisitorStore(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    /** Ranks as in {@link RequestRows#RANK}, counted once for each line. */
    private static final String REQUESTS =
            """
            select r.client_id, r.id, r.status, r.transfer_of,
                   case when r.status = 'WAITING' then
            """
                    + RequestRows.RANK
                    + """
                    else 0 end as position
            from chat_request r
            left join visitor_receipt v on v.kind = 'REQUEST' and v.subject = r.id
            where r.client_id = any($1::text[])
              and (r.status = 'WAITING'
                   or (v.up_to = 0 and r.ended_at > clock_timestamp() - interval '24 hours'))
            order by r.id
            """;

    /** A session that has ended counts only when a socket knew of it, or of its request. */
    private static final String SESSIONS =
            """
            select * from (
                select s.client_id, s.id, s.state, coalesce(v.up_to, 0) as confirmed,
                       (select coalesce(max(e.seq), 0) from session_event e
                        where e.session_id = s.id) as last_seq
                from chat_session s
                left join visitor_receipt v on v.kind = 'SESSION' and v.subject = s.id
                where s.client_id = any($1::text[])
                  and (s.state = 'Open'
                       or (s.closed_at > clock_timestamp() - interval '24 hours'
                           and (v.subject is not null
                                or exists (select from visitor_receipt q
                                           where q.kind = 'REQUEST'
                                             and q.subject = s.request_id))))) talk
            where state = 'Open' or confirmed < last_seq
            order by id
            """;

    @Override
    public Future<Map<ClientId, Standing>> findStandings(Set<ClientId> clients) {
        Tuple ids =
                Tuple.tuple()
                        .addArrayOfString(
                                clients.stream().map(ClientId::value).toArray(String[]::new));
        return pg.query(REQUESTS, ids, PgVisitorStore::asked)
                .compose(
                        requests ->
                                pg.query(SESSIONS, ids, PgVisitorStore::talk)
                                        .map(talks -> standings(requests, talks)));
    }

    private static Map<ClientId, Standing> standings(
            List<Of<Asked>> requests, List<Of<Talk>> talks) {
        var requestsByClient = byClient(requests);
        var talksByClient = byClient(talks);
        Set<ClientId> all = new HashSet<>(requestsByClient.keySet());
        all.addAll(talksByClient.keySet());
        Map<ClientId, Standing> standings = new HashMap<>();
        all.forEach(
                client ->
                        standings.put(
                                client,
                                new Standing(
                                        requestsByClient.getOrDefault(client, List.of()),
                                        talksByClient.getOrDefault(client, List.of()))));
        return standings;
    }

    private static <T> Map<ClientId, List<T>> byClient(List<Of<T>> all) {
        return all.stream()
                .collect(
                        Collectors.groupingBy(
                                Of::client, Collectors.mapping(Of::what, Collectors.toList())));
    }

    private static final String EVENTS =
            """
            select e.body::text as body from session_event e
            where e.session_id = $1 and e.seq > $2
            order by e.seq limit $3
            """;

    @Override
    public Future<List<SessionEvent>> findEvents(SessionId session, long afterSeq, int limit) {
        return pg.query(
                EVENTS,
                Tuple.of(session.value(), afterSeq, limit),
                row -> json.read(row.getString("body"), SessionEvent.class));
    }

    private static final String PAST =
            """
            select id from (
                select s.id from chat_session s
                where s.client_id = $1 and ($2::text is null or s.token_key = $2)
                order by s.id desc limit $3) last
            order by id
            """;

    @Override
    public Future<List<SessionId>> findPast(ClientId client, @Nullable TokenKey token, int limit) {
        return pg.query(
                PAST,
                Tuple.of(client.value(), token == null ? null : token.value(), limit),
                row -> new SessionId(row.getLong("id")));
    }

    /** Always in the same order, so that two sockets of one client never wait for each other. */
    private static final String CONFIRM =
            """
            insert into visitor_receipt as v (kind, subject, up_to)
            select kind, subject, max(up_to)
            from unnest($1::text[], $2::bigint[], $3::bigint[]) as new (kind, subject, up_to)
            group by kind, subject order by kind, subject
            on conflict (kind, subject) do update
                set up_to = excluded.up_to, at = clock_timestamp()
                where v.up_to < excluded.up_to
            """;

    @Override
    public Future<Void> confirm(List<Receipt> receipts) {
        String[] kinds = receipts.stream().map(PgVisitorStore::kind).toArray(String[]::new);
        Long[] subjects = receipts.stream().map(PgVisitorStore::subject).toArray(Long[]::new);
        Long[] upTo = receipts.stream().map(PgVisitorStore::upTo).toArray(Long[]::new);
        return pg.execute(
                        CONFIRM,
                        Tuple.tuple()
                                .addArrayOfString(kinds)
                                .addArrayOfLong(subjects)
                                .addArrayOfLong(upTo))
                .mapEmpty();
    }

    /** A request's receipt also says that a socket knew of the session that it became. */
    private static final String FORGET =
            """
            delete from visitor_receipt where (kind, subject) in (
                select v.kind, v.subject from visitor_receipt v
                where v.at < clock_timestamp() - interval '25 hours'
                  and not exists (
                      select from chat_request r
                      where v.kind = 'REQUEST' and r.id = v.subject
                        and (r.status = 'WAITING'
                             or r.ended_at > clock_timestamp() - interval '25 hours'))
                  and not exists (
                      select from chat_session s
                      where v.kind = 'SESSION' and s.id = v.subject
                        and (s.state = 'Open'
                             or s.closed_at > clock_timestamp() - interval '25 hours'))
                  and not exists (
                      select from chat_session s
                      where v.kind = 'REQUEST' and s.request_id = v.subject
                        and (s.state = 'Open'
                             or s.closed_at > clock_timestamp() - interval '25 hours'))
                order by v.at limit $1
                for update of v skip locked)
            """;

    @Override
    public Future<Integer> forgetReceipts(int limit) {
        return pg.execute(FORGET, Tuple.of(limit));
    }

    /** Writes only when that gains a minute, as every other use of a token does. */
    private static final String USE =
            """
            with extended as (
                update client_token set expires_at = clock_timestamp() + interval '24 hours'
                where key = any($1::text[]) and expires_at > clock_timestamp()
                  and expires_at < clock_timestamp() + interval '23 hours 59 minutes')
            select key, client_id from client_token
            where key = any($1::text[]) and expires_at > clock_timestamp()
            """;

    @Override
    public Future<Map<TokenKey, ClientId>> useTokens(Set<TokenKey> keys) {
        String[] values = keys.stream().map(TokenKey::value).toArray(String[]::new);
        return pg.query(USE, Tuple.tuple().addArrayOfString(values), row -> row)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> new TokenKey(row.getString("key")),
                                                        PgVisitorStore::client)));
    }

    /** Something of that client. */
    private record Of<T>(ClientId client, T what) {}

    private static Of<Asked> asked(Row row) {
        return new Of<>(
                client(row),
                new Asked(
                        new RequestId(row.getLong("id")),
                        RequestStatus.valueOf(row.getString("status")),
                        row.getLong("position").intValue(),
                        Columns.findSession(row, "transfer_of")));
    }

    private static Of<Talk> talk(Row row) {
        return new Of<>(
                client(row),
                new Talk(
                        new SessionId(row.getLong("id")),
                        row.getLong("last_seq"),
                        row.getLong("confirmed")));
    }

    private static ClientId client(Row row) {
        return new ClientId(row.getString("client_id"));
    }

    private static String kind(Receipt receipt) {
        return switch (receipt) {
            case Receipt.OfRequest _ -> "REQUEST";
            case Receipt.OfSession _ -> "SESSION";
        };
    }

    private static long subject(Receipt receipt) {
        return switch (receipt) {
            case Receipt.OfRequest(var request, _) -> request.value();
            case Receipt.OfSession(var session, _) -> session.value();
        };
    }

    private static long upTo(Receipt receipt) {
        return switch (receipt) {
            case Receipt.OfRequest(_, boolean ended) -> ended ? 1 : 0;
            case Receipt.OfSession(_, long upTo) -> upTo;
        };
    }
}
