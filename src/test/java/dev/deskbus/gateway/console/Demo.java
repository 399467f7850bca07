package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import java.time.Instant;
import java.util.List;

/** People that the tests know. */
public final class Demo {
    public static final TenantId MAIN = new TenantId(1);
    public static final QueueId SALES = new QueueId(1);
    public static final QueueId SERVICE = new QueueId(2);
    public static final Instant NOW = Instant.ofEpochSecond(1_510_125_016, 999_000_000);

    public static final Agent SELITE = agent("SELITE", 1, Agent.Role.AGENT, true);
    public static final Agent AE1EA = agent("AE1EA", 2, Agent.Role.AGENT, true);
    public static final Agent BOSS = agent("BOSS1", 9, Agent.Role.SUPERVISOR, true);
    public static final Agent GONE = agent("GONE01", 10, Agent.Role.AGENT, false);
    public static final Agent BOT = agent("BOT001", 0, Agent.Role.ROBOT, true);

    public static final Client LORI =
            new Client(
                    new ClientId("oIpsf0-aIqF_6pwXLomKn1LwmPXE"),
                    MAIN,
                    "随遇而安",
                    "http://wx.qlogo.cn/mmopen/Q3/0");

    private Demo() {}

    private static Agent agent(String id, long number, Agent.Role role, boolean enabled) {
        return new Agent(
                new AgentId(id),
                MAIN,
                number,
                "name of " + id,
                "",
                "http://img/" + number,
                "",
                role,
                5,
                enabled,
                0,
                List.of(SALES));
    }
}
