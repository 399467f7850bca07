package dev.deskbus.faults;

import java.sql.SQLException;

/**
 * Lets the database itself take down who writes what and who owns the shard then: each node has a
 * role of its own. Whoever is fenced cannot be found there.
 */
final class Witness {
    private static final String TRIGGERS =
            """
            create table written_by (
                n bigint generated always as identity, what text, id bigint, writer text,
                owner text, epoch bigint);
            create table node_role (host text primary key, role text not null);
            create function note_writer(kind text, number bigint, shard_id int) returns void
            language sql as $$
                insert into written_by (what, id, writer, owner, epoch)
                select kind, number, session_user, coalesce(r.role, ''), s.epoch
                from shard s left join node n on n.id = s.owner
                     left join node_role r on r.host = n.host
                where s.id = shard_id
            $$;
            -- The first words of a session are written by the queue, under its own shard.
            create function note_event() returns trigger language plpgsql as $$
            begin
                perform note_writer('event', new.session_id, c.shard)
                from chat_session c join session_event e on e.session_id = c.id and e.seq = 1
                where c.id = new.session_id and e.xmin <> pg_current_xact_id()::xid;
                return null;
            end $$;
            create trigger note_event after insert on session_event
                for each row execute function note_event();
            create function note_callback() returns trigger language plpgsql as $$
            begin
                perform note_writer('callback', new.n, new.shard);
                return null;
            end $$;
            create table taken_offer (
                n bigint generated always as identity, request bigint, offer bigint, asked text,
                taker text, expires_at timestamptz, taken_at timestamptz);
            create function note_taken() returns trigger language plpgsql as $$
            begin
                insert into taken_offer (request, offer, asked, taker, expires_at, taken_at)
                values (new.id, old.offer_no, old.offer_agent, new.agent_id,
                        old.offer_expires_at, clock_timestamp());
                return new;
            end $$;
            create trigger note_taken before update on chat_request for each row
                when (old.status = 'WAITING' and new.status = 'ACCEPTED'
                      and old.offer_no is not null)
                execute function note_taken();
            create trigger note_callback after update on callback
                for each row execute function note_callback();
            """;

    private final DatabaseView database;

    Witness(DatabaseView database) {
        this.database = database;
    }

    /** To be called before any node connects. */
    static String role(int node) {
        return "node" + node;
    }

    void addRoles(int nodes) throws SQLException {
        for (int node = 0; node < nodes; node++) {
            database.execute("create role " + role(node) + " superuser login");
        }
    }

    /** To be called when the tables are there. */
    void begin() throws SQLException {
        database.execute(TRIGGERS);
    }

    /** {@code host} is how the node describes itself in its own row. */
    void onNode(int node, String host) throws SQLException {
        database.execute("insert into node_role values ('" + host + "', '" + role(node) + "')");
    }
}
