package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.port.CannedReplies;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Canned replies in PostgreSQL. */
public final class PgCannedReplies implements CannedReplies {
    private static final String COLUMNS =
            " r.id, r.agent_id, r.folder, r.shortcut, r.title, r.text, r.from_directory ";

    private final Pg pg;

    public PgCannedReplies(Pg pg) {
        this.pg = pg;
    }

    private static final String FIND =
            "select"
                    + COLUMNS
                    + """
                    from canned_reply r
                    where r.tenant_id = $1 and (r.agent_id is null or r.agent_id = $2)
                      and (starts_with(lower(r.shortcut), lower($3::text))
                           or starts_with(lower(r.title), lower($3::text)))
                      and ($4::text is null or r.folder = $4::text)
                    order by r.folder, r.shortcut, r.id
                    limit $5::int offset $6::bigint
                    """;

    @Override
    public Future<List<CannedReply>> find(TenantId tenant, AgentId agent, Selection selection) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        agent.value(),
                        selection.prefix(),
                        selection.folder(),
                        selection.pageSize() + 1,
                        (selection.page() - 1L) * selection.pageSize());
        return pg.query(FIND, values, PgCannedReplies::reply);
    }

    private static final String GET =
            "select"
                    + COLUMNS
                    + """
                    from canned_reply r
                    where r.tenant_id = $1 and (r.agent_id is null or r.agent_id = $2)
                      and r.id = $3
                    """;

    @Override
    public Future<CannedReply> get(TenantId tenant, AgentId agent, long id) {
        return pg.one(GET, Tuple.of(tenant.value(), agent.value(), id), PgCannedReplies::reply)
                .map(found -> found.orElseThrow(PgCannedReplies::unknown));
    }

    /** Who adds two at the same instant may come to have one more than the most. */
    private static final String ADD =
            """
            insert into canned_reply as r (tenant_id, agent_id, folder, shortcut, title, text)
            select $1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text
            where (select count(*) from canned_reply c
                   where (c.agent_id is null and c.tenant_id = $1 and $2::text is null)
                      or c.agent_id = $2::text) < $7::bigint
            returning
            """
                    + COLUMNS;

    @Override
    public Future<CannedReply> add(TenantId tenant, @Nullable AgentId owner, ReplyDraft words) {
        long most = owner == null ? MOST_SHARED : MOST_OWN;
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        owner == null ? null : owner.value(),
                        words.folder(),
                        words.shortcut(),
                        words.title(),
                        words.text(),
                        most);
        return pg.one(ADD, values, PgCannedReplies::reply)
                .map(
                        added ->
                                added.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.LIMIT_REACHED,
                                                        "there are " + most + " replies already")))
                .recover(PgCannedReplies::taken);
    }

    private static final String CHANGE =
            """
            update canned_reply r set folder = $2, shortcut = $3, title = $4, text = $5
            where r.id = $1
            returning
            """
                    + COLUMNS;

    @Override
    public Future<CannedReply> change(CannedReply reply, ReplyDraft words) {
        Tuple values =
                Tuple.of(reply.id(), words.folder(), words.shortcut(), words.title(), words.text());
        return pg.one(CHANGE, values, PgCannedReplies::reply)
                .map(changed -> changed.orElseThrow(PgCannedReplies::unknown))
                .recover(PgCannedReplies::taken);
    }

    private static final String REMOVE = "delete from canned_reply where id = $1";

    @Override
    public Future<Void> remove(CannedReply reply) {
        return pg.execute(REMOVE, Tuple.of(reply.id())).mapEmpty();
    }

    private static Future<CannedReply> taken(Throwable failure) {
        return Future.failedFuture(
                failure instanceof DuplicateKey
                        ? new Refusal(ErrorCode.REPLY_TAKEN, "there is a reply of that shortcut")
                        : failure);
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.REPLY_UNKNOWN, "unknown reply_id");
    }

    private static CannedReply reply(Row row) {
        return new CannedReply(
                row.getLong("id"),
                Columns.findAgent(row, "agent_id"),
                new ReplyDraft(
                        row.getString("folder"),
                        row.getString("shortcut"),
                        row.getString("title"),
                        row.getString("text")),
                row.getBoolean("from_directory"));
    }
}
