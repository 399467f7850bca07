package dev.deskbus.store;

/** Which slot a request takes: part of a statement in which {@code $5} is the agent. */
final class SlotSql {
    /**
     * The first free one, if the CTE {@code gate} has a row. An agent of whom more slots are taken
     * than it has now (its capacity was cut) gets nothing until the surplus is gone; but a
     * supervisor has slots beyond its capacity, which it gets when {@code %s} is true (KF-20).
     */
    private static final String FREE_OR_BEYOND =
            """
            , slot as (
                select s.agent_id, s.slot_no
                from gate
                join agent a on a.id = $5::text and a.enabled
                cross join lateral (
                    select f.agent_id, f.slot_no from agent_slot f
                    where f.agent_id = a.id and f.session_id is null
                      and (a.role = 'SUPERVISOR' and %s
                           or f.slot_no <= a.capacity
                              and not exists (
                                  select from agent_slot o
                                  where o.agent_id = a.id and o.slot_no > a.capacity
                                    and o.session_id is not null))
                    order by f.slot_no limit 1
                    for update skip locked) s)
            """;

    /** The value of that number, a choice, says whether a supervisor takes it for itself. */
    static String freeOrWanted(int choice) {
        return FREE_OR_BEYOND.formatted(
                "$" + choice + "::text::jsonb ->> 'reason' = 'claimed-beyond'");
    }

    /** The value of that number is true when a supervisor takes it for itself. */
    static String freeOrBeyond(int flag) {
        return FREE_OR_BEYOND.formatted("$" + flag + "::boolean");
    }

    /** Robots and dedicated agents need none; they must only be there. */
    static final String NONE =
            """
            , slot as (
                select a.id as agent_id, null::int as slot_no
                from gate, agent a where a.id = $5::text and a.enabled)
            """;

    private SlotSql() {}
}
