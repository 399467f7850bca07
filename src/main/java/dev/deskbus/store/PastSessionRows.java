package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.PastSession.End;
import dev.deskbus.port.PastSession.Participant;
import dev.deskbus.port.PastSession.Queue;
import dev.deskbus.port.PastSession.Rated;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sessions as they look afterwards. */
final class PastSessionRows {
    /** All of the sessions whose ids are in {@code page}, newest first. */
    static final String SESSIONS =
            "select "
                    + Columns.CLIENT
                    + """
                    , s.id, s.queue_id, q.name as queue_name, s.kind, s.opened_at, s.closed_at,
                    s.closed_by::text as closed_by, r.source,
                    coalesce(s.target ->> 'protocol', c.wire, 'TPI_V2') as channel,
                    (select e.body ->> 'reason' from session_event e
                     where s.state = 'Closed' and e.session_id = s.id and e.kind = 'Closed'
                     order by e.seq desc limit 1) as reason,
                    array(select a.number || ' ' || a.name
                          from session_agent p join agent a on a.id = p.agent_id
                          where p.session_id = s.id
                          group by a.id order by min(p.joined_at), a.id) as agents,
                    rated.rating_id, rated.comments, rated.extend, rated.rating_name,
                    array(select t.tag from session_tag t where t.session_id = s.id
                          order by t.tag) as tags,
                    (select count(*) from note n where n.session_id = s.id) as notes
                    from page
                    join chat_session s on s.id = page.id
                    join chat_request r on r.id = s.request_id
                    join client c on c.id = s.client_id
                    join queue q on q.id = s.queue_id
                    left join lateral (
                        select g.rating_id, g.comments, g.extend,
                               coalesce(o.name, '') as rating_name
                        from rating g
                        left join rating_option o on o.tenant_id = s.tenant_id
                                                 and o.id = g.rating_id
                        where g.session_id = s.id
                        order by g.seq desc limit 1) rated on true
                    order by s.id desc
                    """;

    private PastSessionRows() {}

    static PastSession session(Row row, SealedJson json) {
        return new PastSession(
                new SessionId(row.getLong("id")),
                Columns.client(row),
                Protocol.valueOf(row.getString("channel")),
                Objects.requireNonNullElse(row.getString("source"), ""),
                new Queue(new QueueId(row.getLong("queue_id")), row.getString("queue_name")),
                SessionKind.valueOf(row.getString("kind")),
                Columns.instant(row, "opened_at"),
                end(row, json),
                Columns.texts(row, "agents", PastSessionRows::participant),
                rated(row),
                Columns.texts(row, "tags", Tag::new),
                row.getLong("notes"));
    }

    private static @Nullable End end(Row row, SealedJson json) {
        Instant at = Columns.findInstant(row, "closed_at");
        if (at == null) {
            return null;
        }
        String by = row.getString("closed_by");
        return new End(
                at,
                by == null ? new Party.OfSystem() : json.read(by, Party.class),
                Objects.requireNonNullElse(row.getString("reason"), ""));
    }

    private static Participant participant(String numberAndName) {
        int blank = numberAndName.indexOf(' ');
        return new Participant(
                Long.parseLong(numberAndName.substring(0, blank)),
                numberAndName.substring(blank + 1));
    }

    private static @Nullable Rated rated(Row row) {
        Long id = row.getLong("rating_id");
        return id == null
                ? null
                : new Rated(
                        new Rating(id, row.getString("comments"), row.getString("extend")),
                        row.getString("rating_name"));
    }
}
