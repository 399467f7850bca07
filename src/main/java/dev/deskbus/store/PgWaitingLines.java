package dev.deskbus.store;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.WaitingLines;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The waiting lines as agents' consoles must know them. */
public final class PgWaitingLines implements WaitingLines {
    /** So many of each line; those behind are not on anybody's screen yet. */
    static final int FRONT = 256;

    private final Pg pg;
    private final SealedJson json;

    public PgWaitingLines(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    /** The newest of its words come first out of the array. */
    private static final String LINES =
            "select r.id as request_id, r.queue_id, r.asked, r.offer_no, r.created_at, "
                    + Columns.CLIENT
                    + """
                    , (select count(*) from request_message m
                       where m.request_id = r.id and m.at <= t.until) as said
                    , array(select m.body::text from request_message m
                            where m.request_id = r.id and m.at <= t.until
                            order by m.n desc limit 10) as messages
                    from (select clock_timestamp() - $2 * interval '1 millisecond' as until) t
                    cross join unnest($1::bigint[]) q(id)
                    cross join lateral (
                        select w.*, coalesce(
                            w.offer_agent,
                            case when w.directed_until > clock_timestamp()
                                      and w.directed_agent <> all (w.passed_by)
                                 then w.directed_agent end) as asked
                        from chat_request w
                        where w.queue_id = q.id and w.status = 'WAITING' and w.created_at <= t.until
                        order by w.priority desc, w.order_no, w.id limit $3) r
                    join client c on c.id = r.client_id
                    order by r.queue_id, r.priority desc, r.order_no, r.id
                    """;

    @Override
    public Future<List<InLine>> findLines(Set<QueueId> queues, Duration age) {
        Long[] ids = queues.stream().map(QueueId::value).toArray(Long[]::new);
        return queues.isEmpty()
                ? Future.succeededFuture(List.of())
                : pg.query(
                        LINES,
                        Tuple.tuple().addArrayOfLong(ids).addLong(age.toMillis()).addInteger(FRONT),
                        this::inLine);
    }

    private static final String ENDED =
            """
            select r.id, r.agent_id from chat_request r
            where r.id = any($1::bigint[]) and r.status <> 'WAITING'
            """;

    @Override
    public Future<List<Ended>> findEnded(Set<RequestId> requests) {
        Long[] ids = requests.stream().map(RequestId::value).toArray(Long[]::new);
        return pg.query(
                ENDED,
                Tuple.tuple().addArrayOfLong(ids),
                row ->
                        new Ended(
                                new RequestId(row.getLong("id")),
                                Columns.findAgent(row, "agent_id")));
    }

    private InLine inLine(Row row) {
        List<Message> words =
                Columns.texts(row, "messages", text -> json.read(text, Message.class));
        Long offer = row.getLong("offer_no");
        return new InLine(
                new QueueId(row.getLong("queue_id")),
                new RequestId(row.getLong("request_id")),
                Columns.client(row),
                Columns.findAgent(row, "asked"),
                offer == null ? 0 : offer,
                row.getLong("said"),
                words.reversed(),
                Columns.instant(row, "created_at"));
    }
}
