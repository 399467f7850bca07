package dev.deskbus.store;

/**
 * Sessions with thousands of events, written as rows: what would take too long to be said. Events
 * get their numbers in the order in which they are written.
 */
final class Chronicle {
    static final String PERSON = "agent:SELITE";
    static final String ROBOT = "agent:BOT001";

    private final PgTest db;

    Chronicle(PgTest db) {
        this.db = db;
    }

    void client(String client) {
        db.sql("insert into client (id, tenant_id) values ('%s', 1)".formatted(client));
    }

    /** Closed sessions of that client in the first queue, without events. */
    void sessions(String client, long from, long to) {
        db.sql(
                """
                insert into chat_request (id, command_id, tenant_id, queue_id, client_id, status,
                                          priority, order_no, session_id)
                select n, 'chronicle' || n, 1, 1, '%1$s', 'ACCEPTED', 0, n, n
                from generate_series(%2$d, %3$d) n;
                insert into chat_session (id, tenant_id, queue_id, kind, client_id, request_id,
                                          shard, state, opened_at, closed_at)
                select n, 1, 1, 'HUMAN', '%1$s', n, 0, 'Closed', '2026-01-01Z', '2026-01-02Z'
                from generate_series(%2$d, %3$d) n;
                """
                        .formatted(client, from, to));
    }

    /** An agent comes. */
    void join(long session, long seq, String agent) {
        write(
                only(session),
                seq,
                seq,
                "'AgentJoined'",
                "'" + agent + "'",
                "jsonb_build_object('agent', jsonb_build_object('value', substr('%s', 7)))"
                        .formatted(agent));
    }

    /** Words of these by turns in all of the sessions. */
    void talk(long from, long to, long fromSeq, long toSeq, String one, String other) {
        write(
                "generate_series(%d::bigint, %d)".formatted(from, to),
                fromSeq,
                toSeq,
                "'Said'",
                "case seq %% 2 when 0 then '%s' else '%s' end".formatted(one, other),
                """
                jsonb_build_object(
                    '@', 'Said', 'seq', seq, 'at', '2026-01-01T12:00:00Z',
                    'speaker', jsonb_build_object('@', 'OfSystem'),
                    'key', jsonb_build_object('id', 'k' || seq),
                    'message', jsonb_build_object(
                        '@', 'Text', 'text', 'hello ' || session || ' ' || seq, 'format', 'PLAIN'))
                """);
    }

    /** The words of these numbers are taken back. */
    void revoke(long session, long fromSeq, long toSeq, long first) {
        write(
                only(session),
                fromSeq,
                toSeq,
                "'MessageRevoked'",
                "'" + PERSON + "'",
                "jsonb_build_object('of', seq - %d)".formatted(fromSeq - first));
    }

    private static String only(long session) {
        return "unnest(array[%d::bigint])".formatted(session);
    }

    private void write(
            String sessions, long fromSeq, long toSeq, String kind, String sender, String body) {
        db.sql(
                """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                select session, seq, %s, %s, 'k' || seq, %s, '2026-01-01T12:00:00Z'
                from %s session, generate_series(%d::bigint, %d) seq
                order by session, seq
                """
                        .formatted(kind, sender, body, sessions, fromSeq, toSeq));
    }

    /** As the statements of the log would have left them. */
    void settle() {
        db.sql(
                """
                select note_events_of_sessions(0, 9223372036854775807);
                analyze;
                """);
    }
}
