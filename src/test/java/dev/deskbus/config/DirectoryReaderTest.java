package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.directory.Directory.Staff;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.WorkHours.Span;
import dev.deskbus.domain.session.IdleRule;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryReaderTest {
    private static final String SOUND =
            """
            tenants:
              main: {bid: 1}
              far: {bid: 2}
            integrations:
              app: {tenant: main, default: true, callback-path: /cb, callback-hosts: [a.example]}
            agents:
              A1: {tenant: main, number: 1, name: One, password: secret, capacity: 2}
              F1: {tenant: far, number: 2, name: Far, password: secret, capacity: 2}
            queues:
              7: {tenant: main, name: Seven, zone: Asia/Shanghai, hours: HOURS, agents: [A1]}
            clients:
              - {tenant: main, login: lori, password: secret, owner: A1}
            """;

    @Test
    void theDemoDirectoryIsWhatItIsDocumentedToBe() {
        Directory demo = DirectoryReader.read(Path.of("conf/demo.yaml"));

        assertThat(demo.agents().stream().map(staff -> staff.agent().id().value()))
                .containsExactly(
                        "SELITE", "AE1EA", "000169", "BOSS1", "GONE01", "OTHER1", "BOT001");
        assertThat(demo.agents().stream().map(staff -> staff.agent().number()))
                .containsExactly(1L, 2L, 3L, 9L, 10L, 21L, 0L);
        assertThat(demo.queues().stream().map(queue -> queue.rules().id().value()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 21L);
        assertThat(demo.clients().stream().map(Directory.Account::loginName))
                .containsExactly("lori", "vip");
        assertThat(demo.clients().get(1).owner()).isEqualTo(new AgentId("SELITE"));
        Staff elite = demo.agents().getFirst();
        assertThat(elite.password().value()).isEqualTo("SELITE-demo");
        assertThat(elite.agent().queues())
                .containsExactly(new QueueId(1), new QueueId(2), new QueueId(4), new QueueId(5));
        Agent robot = demo.agents().getLast().agent();
        assertThat(robot.role()).isEqualTo(Agent.Role.ROBOT);
        assertThat(robot.robotType()).isEqualTo(100);
        assertThat(demo.agents().getLast().password()).isNull();
    }

    @Test
    void theDemoQueuesHaveTheirRules() {
        Directory demo = DirectoryReader.read(Path.of("conf/demo.yaml"));

        QueueRules presales = rules(demo, 1);
        assertThat(presales.policy()).isEqualTo(QueueRules.Policy.LONGEST_IDLE);
        assertThat(presales.waitingLimit()).isEqualTo(Duration.ofSeconds(300));
        assertThat(presales.idle())
                .isEqualTo(new IdleRule(Duration.ofMinutes(10), Duration.ofMinutes(20)));
        assertThat(presales.hours().isOpen(Instant.now())).isTrue();
        assertThat(rules(demo, 2).mode()).isEqualTo(QueueRules.Mode.PULL);
        assertThat(rules(demo, 4).kind()).isEqualTo(QueueRules.Kind.DEDICATED);
        assertThat(rules(demo, 4).idle()).isEqualTo(IdleRule.NEVER);
        assertThat(rules(demo, 5).hours().isOpen(Instant.now())).isFalse();
        assertThat(rules(demo, 6).waitingLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(rules(demo, 7).whenNoAgent()).isEqualTo(QueueRules.WhenNoAgent.REJECT);
        assertThat(demo.integrations())
                .singleElement()
                .satisfies(
                        partner -> {
                            assertThat(partner.isDefault()).isTrue();
                            assertThat(partner.integration().callbackHosts())
                                    .containsExactly("127.0.0.0/8", "::1", "localhost");
                        });
    }

    @Test
    void hoursAreSpansByDay() {
        Directory directory = read("{mon: [\"13:00-24:00\", \"09:00-12:00\"], sun: []}");

        ServedQueue queue = directory.queues().getFirst();
        assertThat(queue.rules().hours().spans())
                .containsExactly(
                        new Span(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.NOON),
                        new Span(DayOfWeek.MONDAY, LocalTime.of(13, 0), LocalTime.MAX));
    }

    @Test
    void theFingerprintIsThatOfTheText() {
        assertThat(read("always").fingerprint())
                .isEqualTo(read("always").fingerprint())
                .isNotEqualTo(read("closed").fingerprint());
    }

    @Test
    void passwordsAreNeverShown() {
        assertThat(read("always").toString()).doesNotContain("password=secret");
    }

    @Test
    void everyFaultIsNamedAtOnceWithItsPath() {
        List<String> faults =
                faults(
                        """
                        tenants:
                          main: {bid: 1, colour: red}
                          far: {bid: 2}
                          twin: {bid: 2}
                        integrations:
                          a: {tenant: main, default: true, callback-path: cb, callback-hosts: ["a b"]}
                          b:
                            tenant: main
                            default: true
                            callback-path: /cb
                            callback-url: ftp://x
                            trusted-callers: [10.0.0.0/33, localhost]
                        agents:
                          A1: {tenant: main, number: 1, name: One, password: x, capacity: -1}
                          A2: {tenant: main, number: 7, name: Two, password: x, capacity: 2.5}
                          A3: {tenant: nowhere, number: 8, name: "", password: 5, capacity: 2}
                          A4: {tenant: main, number: 9, name: Four, password: x, capacity: 1}
                          A5: {tenant: main, number: 9, name: Five, password: x, capacity: 1}
                          "A 6": {tenant: main, number: 10, password: x, capacity: 1, role: chef}
                          A.7: {tenant: main, number: 11, name: Seven, password: x, capacity: 1}
                          F1: {tenant: far, number: 2, name: F, password: x, capacity: 1, enabled: 1}
                          R1: {tenant: main, name: R, role: robot, robot-type: 1, password: x}
                        queues:
                          0: {tenant: main, name: Zero, zone: Asia/Shanghai, hours: always}
                          1:
                            tenant: main
                            name: One
                            kind: magic
                            waiting-limit: soon
                            offer-time: never
                            idle: {warn-after: 10 min, close-after: 10 min}
                            zone: Mars/Olympus
                            hours: {mon: ["25:00-26:00", "10:00-09:00"], xyz: []}
                            agents: [A9, F1, 169, A4, A4]
                          2:
                            tenant: main
                            name: Two
                            zone: Asia/Shanghai
                            hours: {tue: ["09:00-12:00", "11:00-13:00"], wed: "09:00-12:00"}
                          3: none
                          4: {tenant: main, name: Four, zone: Asia/Shanghai}
                        clients:
                          - {tenant: main, login: lori, password: x}
                          - {tenant: main, login: lori, password: x}
                          - {tenant: far, login: lori, password: x, owner: A4}
                        faq: {}
                        """);

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "tenants.main.colour is no known key",
                        "tenants.twin.bid: 2 is taken by another tenant",
                        "integrations.a.callback-path: must be an absolute path without a slash at"
                                + " its end",
                        "integrations.a.callback-hosts: a b is no host or CIDR range",
                        "integrations.b.callback-url: must be an http or https URL without a slash"
                                + " at its end",
                        "integrations.b.trusted-callers: 10.0.0.0/33 is no CIDR range",
                        "integrations.b.trusted-callers: localhost is no CIDR range",
                        "integrations: exactly one must be the default, not 2",
                        "agents.A1.capacity: must be from 0 to 1000",
                        "agents.A2.capacity: must be a whole number",
                        "agents.A3.tenant: no such tenant: nowhere",
                        "agents.A3.name: must not be empty",
                        "agents.A3.password: must be a text",
                        "agents.A5.number: 9 is taken by another agent",
                        "agents.A 6.name is missing",
                        "agents.A 6.role: must be one of agent, supervisor, robot",
                        "agents.A 6: not a valid agent id",
                        "agents.A.7: not a valid agent id",
                        "agents.F1.enabled: must be true or false",
                        "agents.R1.robot-type: must be from 100 to 2147483647",
                        "agents.R1.password is no known key",
                        "queues.0: the name of a queue is its number",
                        "queues.1.kind: must be one of human, robot, dedicated",
                        "queues.1.waiting-limit: must be a time such as 300 s or 10 min, or never",
                        "queues.1.offer-time: must not be never",
                        "queues.1.idle.close-after: must be longer than warn-after",
                        "queues.1.zone: no such time zone: Mars/Olympus",
                        "queues.1.hours.mon: 25:00-26:00 is no span of time such as 09:00-18:00",
                        "queues.1.hours.mon: 10:00-09:00 is no span of time such as 09:00-18:00",
                        "queues.1.hours.xyz is no known key",
                        "queues.1.agents[2]: must be a text; write it in quotes",
                        "queues.1.agents: A4 is there twice",
                        "queues.1.agents: no such agent: A9",
                        "queues.1.agents: F1 is of another tenant",
                        "queues.2.hours.tue: spans overlap",
                        "queues.2.hours.wed: must be a list",
                        "queues.3 must be a mapping",
                        "queues.3.tenant is missing",
                        "queues.3.name is missing",
                        "queues.3.zone is missing",
                        "queues.3.hours: must be always, closed, or spans for each day",
                        "queues.4.hours: must be always, closed, or spans for each day",
                        "clients[1].login: lori is taken by another client",
                        "clients[2].owner: A4 is of another tenant",
                        "faq is no known key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tenants: {main: {bid: 1}, main: {bid: 2}} | Duplicate field 'main'
                    tenants: [                                | is not YAML
                    []                                        | the file must be a mapping
                    tenants: {main: {bid: 1}}                 | agents is missing
                    clients: {}                               | clients: must be a list
                    """)
    void aFileThatIsNoDirectoryIsRefused(String yaml, String fault) {
        assertThat(faults(yaml)).anySatisfy(text -> assertThat(text).contains(fault));
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        DirectoryFaults refused =
                catchThrowableOfType(
                        DirectoryFaults.class, () -> DirectoryReader.read(Path.of("none.yaml")));

        assertThat(refused.faults()).containsExactly("cannot read none.yaml");
    }

    private static Directory read(String hours) {
        return DirectoryReader.parse(SOUND.replace("HOURS", hours));
    }

    private static List<String> faults(String yaml) {
        return catchThrowableOfType(DirectoryFaults.class, () -> DirectoryReader.parse(yaml))
                .faults();
    }

    private static QueueRules rules(Directory directory, long queue) {
        return directory.queues().stream()
                .map(ServedQueue::rules)
                .filter(rules -> rules.id().value() == queue)
                .findFirst()
                .orElseThrow();
    }
}
