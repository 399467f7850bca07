package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.WorkHours;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAgentDirectoryIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");
    private static final TenantId MAIN = new TenantId(1);

    private PgAgentDirectory target;

    @BeforeEach
    void open() {
        new Desk(db);
        target = new PgAgentDirectory(db.pg());
    }

    @Test
    void anAgentIsFoundByLoginAndByNumber() {
        Agent elite = db.await(target.findAgent(ELITE)).orElseThrow();

        assertThat(elite)
                .isEqualTo(
                        new Agent(
                                ELITE,
                                MAIN,
                                1,
                                "Elite",
                                "坐席A",
                                "/icons/selite.png",
                                "备注信息",
                                Agent.Role.AGENT,
                                5,
                                true,
                                0,
                                List.of(
                                        new QueueId(1),
                                        new QueueId(2),
                                        new QueueId(4),
                                        new QueueId(5))));
        assertThat(db.await(target.findAgentByNumber(MAIN, 1))).contains(elite);
    }

    @Test
    void nobodyIsFoundAcrossTenantsOrWithoutANumber() {
        assertThat(db.await(target.findAgentByNumber(MAIN, 21))).isEmpty();
        assertThat(db.await(target.findAgentByNumber(MAIN, 0))).isEmpty();
        assertThat(db.await(target.findAgent(new AgentId("nobody")))).isEmpty();
    }

    @Test
    void onlyARobotHasNoPassword() {
        assertThat(db.await(target.findPasswordHash(ELITE)).orElseThrow())
                .startsWith("SELITE-demo#");
        assertThat(db.await(target.findPasswordHash(new AgentId("BOT001")))).isEmpty();
        assertThat(db.await(target.findPasswordHash(new AgentId("nobody")))).isEmpty();
    }

    @Test
    void aQueueIsFoundWhileItIsEnabled() {
        db.sql("update queue set enabled = false where id = 7");

        var rules = db.await(target.findQueue(new QueueId(1))).orElseThrow();

        assertThat(rules.hours()).isEqualTo(WorkHours.always(ZoneId.of("Asia/Shanghai")));
        assertThat(rules.waitingLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rules.idle().closeAfter()).isEqualTo(Duration.ofMinutes(20));
        assertThat(db.await(target.findQueue(new QueueId(7)))).isEmpty();
        assertThat(db.await(target.findQueue(new QueueId(99)))).isEmpty();
    }

    @Test
    void everyTenantHasItsRatings() {
        assertThat(db.await(target.findRatings(new TenantId(1))))
                .containsExactly(
                        new RatingOption(1, "满意"),
                        new RatingOption(2, "一般"),
                        new RatingOption(3, "不满意"));
        assertThat(db.await(target.findRatings(new TenantId(2)))).isEmpty();
        assertThat(db.await(target.findQueue(new QueueId(3))).orElseThrow().transferTo())
                .isEqualTo(new QueueId(1));
    }

    @Test
    void oneIntegrationIsTheDefault() {
        var found = db.await(target.getDefaultIntegration());

        assertThat(found.name()).isEqualTo("default");
        assertThat(found.callbackPath()).isEqualTo("/ThirdPartService");
        assertThat(db.await(target.findIntegration("default"))).contains(found);
        assertThat(db.await(target.findIntegration("other"))).isEmpty();
        assertThat(db.await(target.findIntegration(""))).isEmpty();
    }

    @Test
    void withoutADirectoryThereIsNoDefault() {
        db.sql("update integration set is_default = false");

        assertThatThrownBy(() -> db.await(target.getDefaultIntegration()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void aChangeIsSeenWithinSeconds() {
        db.await(target.findAgent(ELITE));
        db.sql("update agent set name = 'Eliza' where id = 'SELITE'");

        assertThat(name()).isEqualTo("Elite");
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!name().equals("Eliza") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(name()).isEqualTo("Eliza");
    }

    private String name() {
        return db.await(target.findAgent(ELITE)).orElseThrow().name();
    }
}
