package dev.deskbus.store;

/** The statements of a directory import, in the order in which they run. */
final class DirectorySql {
    /** Two nodes that start together: one imports, the other waits and finds it done. */
    static final String LOCK = "select pg_advisory_xact_lock(7140925)";

    static final String IS_IMPORTED = "select from directory_import where fingerprint = $1";

    static final String TENANTS =
            """
            insert into tenant (id, name, max_busy, api_key_hash)
            select id, name, max_busy, api_key_hash
            from jsonb_to_recordset($1) as x(
                id bigint, name text, max_busy int, api_key_hash text)
            on conflict (id) do update set
                name = excluded.name, max_busy = excluded.max_busy,
                api_key_hash = excluded.api_key_hash
            """;

    static final String NO_RATINGS = "delete from rating_option";

    static final String RATINGS =
            """
            insert into rating_option (tenant_id, id, name)
            select tenant_id, id, name
            from jsonb_to_recordset($1) as x(tenant_id bigint, id bigint, name text)
            """;

    /** A number goes to another agent: its last holder is without one until its own row comes. */
    static final String NUMBERS =
            """
            update agent a set number = 0
            from jsonb_to_recordset($1) as x(id text, number bigint)
            where a.number > 0 and a.number = x.number and a.id <> x.id
            """;

    /** Another password or role, and no token that was given out before counts any more (KF-37). */
    static final String AGENTS =
            """
            insert into agent (id, tenant_id, number, name, alias, icon, comments, role, capacity,
                               enabled, robot_type, password_hash)
            select id, tenant_id, number, name, alias, icon, comments, role, capacity,
                   enabled, robot_type, password_hash
            from jsonb_to_recordset($1) as x(
                id text, tenant_id bigint, number bigint, name text, alias text, icon text,
                comments text, role text, capacity int, enabled boolean, robot_type int,
                password_hash text)
            on conflict (id) do update set
                tenant_id = excluded.tenant_id, number = excluded.number, name = excluded.name,
                alias = excluded.alias, icon = excluded.icon, comments = excluded.comments,
                role = excluded.role, capacity = excluded.capacity, enabled = excluded.enabled,
                robot_type = excluded.robot_type, password_hash = excluded.password_hash,
                token_epoch = agent.token_epoch + case
                    when agent.password_hash is distinct from excluded.password_hash
                         or agent.role <> excluded.role or agent.enabled and not excluded.enabled
                    then 1 else 0 end
            """;

    static final String AGENTS_GONE =
            """
            update agent set enabled = false, token_epoch = token_epoch + 1
            where enabled and id not in (select id from jsonb_to_recordset($1) as x(id text))
            """;

    /** Supervisors may have more sessions than their capacity (KF-20). */
    static final String SLOTS =
            """
            insert into agent_slot (agent_id, slot_no)
            select id, slot
            from jsonb_to_recordset($1) as x(id text, role text, capacity int),
                 generate_series(1, capacity + case when role = 'SUPERVISOR' then 32 else 0 end) slot
            on conflict do nothing
            """;

    /** A slot that is taken stays until its session ends; until then nothing new is given. */
    static final String SLOTS_GONE =
            """
            delete from agent_slot s
            using jsonb_to_recordset($1) as x(id text, role text, capacity int)
            where s.agent_id = x.id and s.session_id is null
              and s.slot_no > x.capacity + case when x.role = 'SUPERVISOR' then 32 else 0 end
            """;

    static final String PRESENCE =
            """
            insert into agent_presence (agent_id)
            select id from jsonb_to_recordset($1) as x(id text, role text) where role <> 'ROBOT'
            on conflict do nothing
            """;

    static final String QUEUES =
            """
            insert into queue (id, tenant_id, name, kind, mode, policy, when_no_agent, waiting_limit,
                               offer_time, idle_warn_after, idle_close_after, zone, sticky_time,
                               last_agent_days, last_agent_wait, abandon_after, deserted_after,
                               at_closing, transfer_to, enabled)
            select id, tenant_id, name, kind, mode, policy, when_no_agent, waiting_limit,
                   offer_time, idle_warn_after, idle_close_after, zone, sticky_time,
                   last_agent_days, last_agent_wait, abandon_after, deserted_after, at_closing,
                   transfer_to, true
            from jsonb_to_recordset($1) as x(
                id bigint, tenant_id bigint, name text, kind text, mode text, policy text,
                when_no_agent text, waiting_limit bigint, offer_time bigint,
                idle_warn_after bigint, idle_close_after bigint, zone text, sticky_time bigint,
                last_agent_days int, last_agent_wait bigint, abandon_after bigint,
                deserted_after bigint, at_closing text,
                transfer_to bigint)
            on conflict (id) do update set
                tenant_id = excluded.tenant_id, name = excluded.name, kind = excluded.kind,
                mode = excluded.mode, policy = excluded.policy,
                when_no_agent = excluded.when_no_agent, waiting_limit = excluded.waiting_limit,
                offer_time = excluded.offer_time, idle_warn_after = excluded.idle_warn_after,
                idle_close_after = excluded.idle_close_after, zone = excluded.zone,
                sticky_time = excluded.sticky_time, last_agent_days = excluded.last_agent_days,
                last_agent_wait = excluded.last_agent_wait,
                abandon_after = excluded.abandon_after,
                deserted_after = excluded.deserted_after, at_closing = excluded.at_closing,
                transfer_to = excluded.transfer_to,
                enabled = true
            """;

    static final String QUEUES_GONE =
            """
            update queue set enabled = false
            where enabled and id not in (select id from jsonb_to_recordset($1) as x(id bigint))
            """;

    static final String NO_MEMBERS = "delete from queue_agent";

    static final String MEMBERS =
            """
            insert into queue_agent (queue_id, agent_id)
            select queue_id, agent_id
            from jsonb_to_recordset($1) as x(queue_id bigint, agent_id text)
            """;

    static final String NO_HOURS = "delete from work_hours";

    static final String HOURS =
            """
            insert into work_hours (queue_id, day, opens, closes)
            select queue_id, day, opens, closes
            from jsonb_to_recordset($1) as x(queue_id bigint, day int, opens time, closes time)
            """;

    static final String NO_DEFAULT = "update integration set is_default = false where is_default";

    static final String INTEGRATIONS =
            """
            insert into integration (name, tenant_id, is_default, callback_url, callback_path,
                                     callback_hosts, trusted_callers, suppress_accepted,
                                     create_on_failure, sign, sign_key, hmac_secret,
                                     strict_voice, history_message_type, history_user_type,
                                     additive, logout_closes_session, suppress_known_create,
                                     rating_options, notices)
            select name, tenant_id, is_default, callback_url, callback_path,
                   callback_hosts, trusted_callers, suppress_accepted,
                   create_on_failure, sign, sign_key, hmac_secret,
                   strict_voice, history_message_type, history_user_type, additive,
                   logout_closes_session, suppress_known_create, rating_options, notices
            from jsonb_to_recordset($1) as x(
                name text, tenant_id bigint, is_default boolean, callback_url text,
                callback_path text, callback_hosts text[], trusted_callers text[],
                suppress_accepted boolean, create_on_failure boolean, sign text, sign_key text,
                hmac_secret text, strict_voice boolean, history_message_type text,
                history_user_type text, additive boolean, logout_closes_session boolean,
                suppress_known_create boolean, rating_options boolean, notices text[])
            on conflict (name) do update set
                tenant_id = excluded.tenant_id, is_default = excluded.is_default,
                callback_url = excluded.callback_url, callback_path = excluded.callback_path,
                callback_hosts = excluded.callback_hosts,
                trusted_callers = excluded.trusted_callers,
                suppress_accepted = excluded.suppress_accepted,
                create_on_failure = excluded.create_on_failure,
                sign = excluded.sign, sign_key = excluded.sign_key,
                hmac_secret = excluded.hmac_secret, strict_voice = excluded.strict_voice,
                history_message_type = excluded.history_message_type,
                history_user_type = excluded.history_user_type,
                additive = excluded.additive,
                logout_closes_session = excluded.logout_closes_session,
                suppress_known_create = excluded.suppress_known_create,
                rating_options = excluded.rating_options, notices = excluded.notices
            """;

    static final String NO_ACCOUNTS = "delete from service_account";

    static final String ACCOUNTS =
            """
            insert into service_account (integration, url, media_url, account_id, numeric_status,
                                         rating_path)
            select integration, url, media_url, account_id, numeric_status, rating_path
            from jsonb_to_recordset($1) as x(
                integration text, url text, media_url text, account_id text,
                numeric_status boolean, rating_path text)
            """;

    /** Tokens and callbacks refer to it, so it stays, but leads nowhere and trusts nobody. */
    static final String INTEGRATIONS_GONE =
            """
            update integration set
                callback_url = null, callback_hosts = '{}', trusted_callers = '{}',
                sign_key = null, hmac_secret = null
            where name not in (select name from jsonb_to_recordset($1) as x(name text))
            """;

    static final String CLIENTS =
            """
            insert into client (id, tenant_id, login_name, name, portrait, password_hash, owner_agent)
            select gen_random_uuid()::text, tenant_id, login_name, name, portrait, password_hash,
                   owner_agent
            from jsonb_to_recordset($1) as x(
                tenant_id bigint, login_name text, name text, portrait text, password_hash text,
                owner_agent text)
            on conflict (tenant_id, login_name) where login_name is not null do update set
                name = excluded.name, portrait = excluded.portrait,
                password_hash = excluded.password_hash,
                owner_agent = coalesce(excluded.owner_agent, client.owner_agent)
            """;

    /** Who is no longer in the file cannot log in with a password. */
    static final String CLIENTS_GONE =
            """
            update client set password_hash = null
            where password_hash is not null and (tenant_id, login_name) not in (
                select tenant_id, login_name
                from jsonb_to_recordset($1) as x(tenant_id bigint, login_name text))
            """;

    static final String DONE =
            """
            insert into directory_import (fingerprint) values ($1)
            on conflict (only_row) do update
                set fingerprint = excluded.fingerprint, at = clock_timestamp()
            """;

    private DirectorySql() {}
}
