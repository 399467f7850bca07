package dev.deskbus.store;

/** Whom one client was (decision V2-31). */
final class PersonSql {
    /**
     * {@code person}: the ids of the client {@code $2} of the tenant {@code $1}, now and before.
     */
    static final String PERSON =
            """
            person as materialized (
                select $2::text as id
                union
                select e.body #>> '{from,value}'
                from chat_session s
                cross join lateral (
                    select v.body from session_event v
                    where v.session_id = s.id and v.kind = 'ClientChanged' offset 0) e
                where s.client_id = $2 and s.tenant_id = $1)
            """;

    private PersonSql() {}
}
