package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import dev.deskbus.port.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Tags in PostgreSQL. */
public final class PgTags implements Tags {
    private final Pg pg;

    public PgTags(Pg pg) {
        this.pg = pg;
    }

    private static final String SET =
            """
            select n.free_tags, array(select t.name from tag t where t.tenant_id = n.id
                                      order by t.place) as tags
            from tenant n where n.id = $1
            """;

    @Override
    public Future<TagSet> getSet(TenantId tenant) {
        return pg.one(
                        SET,
                        Tuple.of(tenant.value()),
                        row ->
                                new TagSet(
                                        Columns.texts(row, "tags", Tag::new),
                                        row.getBoolean("free_tags")))
                .map(found -> found.orElse(new TagSet(List.of(), false)));
    }

    private static final String ON_SESSION =
            "select tag from session_tag where tenant_id = $1 and session_id = $2 order by tag";

    private static final String ON_CLIENT =
            "with "
                    + PersonSql.PERSON
                    + """
                    select distinct tag from client_tag
                    where tenant_id = $1 and client_id in (select id from person) order by tag
                    """;

    @Override
    public Future<List<Tag>> find(TenantId tenant, Subject subject) {
        return switch (subject) {
            case Subject.OfSession(SessionId id) ->
                    pg.query(ON_SESSION, Tuple.of(tenant.value(), id.value()), PgTags::tag);
            case Subject.OfClient(ClientId id) ->
                    pg.query(ON_CLIENT, Tuple.of(tenant.value(), id.value()), PgTags::tag);
        };
    }

    private static final String ADD_TO_SESSION =
            """
            with there as materialized (
                select count(*) as tags, coalesce(bool_or(tag = $3::text), false) as has
                from session_tag where session_id = $2::bigint
            ), added as (
                insert into session_tag (tenant_id, session_id, tag, agent_id)
                select $1::bigint, $2::bigint, $3::text, $4::text from there
                where tags < $5::bigint
                on conflict do nothing
            )
            select has or tags < $5::bigint as fits from there
            """;

    private static final String ADD_TO_CLIENT =
            """
            with there as materialized (
                select count(*) as tags, coalesce(bool_or(tag = $3::text), false) as has
                from client_tag where client_id = $2::text
            ), added as (
                insert into client_tag (tenant_id, client_id, tag, agent_id)
                select $1::bigint, $2::text, $3::text, $4::text from there
                where tags < $5::bigint
                on conflict do nothing
            )
            select has or tags < $5::bigint as fits from there
            """;

    @Override
    public Future<Void> add(TenantId tenant, Subject subject, Tag tag, AgentId by) {
        return switch (subject) {
            case Subject.OfSession(SessionId id) ->
                    add(
                            ADD_TO_SESSION,
                            Tuple.of(
                                    tenant.value(),
                                    id.value(),
                                    tag.name(),
                                    by.value(),
                                    (long) MOST));
            case Subject.OfClient(ClientId id) ->
                    add(
                            ADD_TO_CLIENT,
                            Tuple.of(
                                    tenant.value(),
                                    id.value(),
                                    tag.name(),
                                    by.value(),
                                    (long) MOST));
        };
    }

    private Future<Void> add(String sql, Tuple values) {
        return pg.one(sql, values, row -> row.getBoolean("fits"))
                .map(
                        fits -> {
                            if (!fits.orElseThrow()) {
                                throw new Refusal(
                                        ErrorCode.LIMIT_REACHED,
                                        "there are " + MOST + " tags already");
                            }
                            return null;
                        });
    }

    private static final String REMOVE_FROM_SESSION =
            "delete from session_tag where tenant_id = $1 and session_id = $2 and tag = $3";

    private static final String REMOVE_FROM_CLIENT =
            "with "
                    + PersonSql.PERSON
                    + """
                    delete from client_tag
                    where tenant_id = $1 and client_id in (select id from person) and tag = $3
                    """;

    @Override
    public Future<Void> remove(TenantId tenant, Subject subject, Tag tag) {
        return switch (subject) {
            case Subject.OfSession(SessionId id) ->
                    pg.execute(
                                    REMOVE_FROM_SESSION,
                                    Tuple.of(tenant.value(), id.value(), tag.name()))
                            .mapEmpty();
            case Subject.OfClient(ClientId id) ->
                    pg.execute(REMOVE_FROM_CLIENT, Tuple.of(tenant.value(), id.value(), tag.name()))
                            .mapEmpty();
        };
    }

    private static Tag tag(Row row) {
        return new Tag(row.getString("tag"));
    }
}
