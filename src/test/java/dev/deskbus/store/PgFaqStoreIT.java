package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Robots and what they know, in PostgreSQL. */
class PgFaqStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId OTHER = new TenantId(2);
    private static final AgentId BOT = new AgentId("BOT001");

    private PgFaqStore target;
    private PgRobotProfiles profiles;

    @BeforeEach
    void open() {
        new Desk(db);
        target = new PgFaqStore(db.pg());
        profiles = new PgRobotProfiles(db.pg());
    }

    @Test
    void onlyWhatIsEnabledIsLoadedAndOnlyOfThatTenant() {
        db.sql("update faq set enabled = false where id <> 'returns'");
        db.sql(
                """
                insert into faq (tenant_id, id, agent_id, question, alternatives, answer, format)
                values (1, 'own', 'BOT001', 'q', '{a,b}', '<b>x</b>', 'HTML')""");

        List<FaqEntry> loaded = db.await(target.load(MAIN));

        assertThat(loaded).extracting(FaqEntry::id).containsExactly("own", "returns");
        assertThat(loaded.getFirst())
                .isEqualTo(
                        new FaqEntry(
                                "own",
                                MAIN,
                                BOT,
                                "q",
                                List.of("a", "b"),
                                new Message.Text("<b>x</b>", Message.Format.HTML)));
        assertThat(loaded.getLast().question()).isEqualTo("怎么退货");
        assertThat(db.await(target.load(OTHER))).isEmpty();
    }

    @Test
    void everyChangeOfATenantsQuestionsCounts() {
        long first = db.await(target.getVersion(MAIN));
        assertThat(db.await(target.getVersion(OTHER))).isZero();

        db.sql("insert into faq (tenant_id, id, question, answer) values (2, 'x', 'q', 'a')");
        assertThat(db.await(target.getVersion(MAIN))).isEqualTo(first);
        assertThat(db.await(target.getVersion(OTHER))).isEqualTo(1);

        db.sql("update faq set answer = 'b' where id = 'x'");
        assertThat(db.await(target.getVersion(OTHER))).isEqualTo(2);

        db.sql("delete from faq where id = 'x'");
        assertThat(db.await(target.getVersion(OTHER))).isEqualTo(3);
    }

    @Test
    void aProfileIsWhatTheDirectorySaysOrTheUsualOne() {
        db.sql(
                """
                update robot set kind = 'HTTP', fallback = 'sorry', url = 'http://ai/v1',
                    model = 'm', key = 'k', prompt = 'p', timeout = 3000
                where agent_id = 'BOT001'""");

        assertThat(db.await(profiles.getProfile(BOT)))
                .isEqualTo(
                        new RobotProfile(
                                BOT,
                                "sorry",
                                new RobotProfile.Http(
                                        "http://ai/v1",
                                        "m",
                                        new RobotProfile.Key("k"),
                                        "p",
                                        Duration.ofSeconds(3))));
        AgentId unknown = new AgentId("BOT999");
        assertThat(db.await(profiles.getProfile(unknown))).isEqualTo(RobotProfile.usual(unknown));
    }

    @Test
    void theUsualProfileSurvivesTheWayThroughTheDatabase() {
        assertThat(db.await(profiles.getProfile(BOT))).isEqualTo(RobotProfile.usual(BOT));
    }

    @Test
    void theFirstRobotOfATenantIsFound() {
        assertThat(db.await(profiles.findFirst(MAIN))).contains(BOT);
        assertThat(db.await(profiles.findFirst(OTHER))).isEmpty();
    }
}
