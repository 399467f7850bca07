package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.Faq;
import dev.deskbus.domain.directory.Directory.Knowledge;
import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.directory.Directory.Staff;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.Favour;
import dev.deskbus.domain.queue.WorkHours.Span;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;
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
        assertThat(presales.favour())
                .isEqualTo(new Favour(Duration.ofSeconds(30), 7, Duration.ZERO));
        assertThat(presales.ending()).isEqualTo(QueueRules.Ending.NEVER);
        assertThat(presales.transferTo()).isNull();
        assertThat(rules(demo, 3).transferTo()).isEqualTo(new QueueId(1));
        assertThat(demo.tenants().getFirst().ratings())
                .containsExactly(
                        new RatingOption(1, "满意"),
                        new RatingOption(2, "一般"),
                        new RatingOption(3, "不满意"));
        assertThat(demo.tenants().getLast().ratings()).isEmpty();
        assertThat(rules(demo, 4).kind()).isEqualTo(SessionKind.DEDICATED);
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
    void theDemoRobotKnowsThreeQuestionsInTwoLanguages() {
        Knowledge demo = DirectoryReader.read(Path.of("conf/demo.yaml")).knowledge();

        assertThat(demo.robots()).containsExactly(RobotProfile.usual(new AgentId("BOT001")));
        assertThat(demo.faq().stream().map(faq -> faq.entry().id()))
                .containsExactly(
                        "opening-hours",
                        "opening-hours-en",
                        "delivery",
                        "delivery-en",
                        "returns",
                        "returns-en");
        assertThat(demo.faq()).allMatch(Faq::enabled);
        FaqEntry first = demo.faq().getFirst().entry();
        assertThat(first.robot()).isNull();
        assertThat(first.questions()).startsWith("你们几点上班", "什么时候营业");
        assertThat(first.answer().format()).isEqualTo(Message.Format.PLAIN);
    }

    @Test
    void aRobotMayAskAnEndpoint() {
        Knowledge read = withRobot("").knowledge();

        assertThat(read.robots())
                .containsExactly(
                        new RobotProfile(
                                new AgentId("R1"),
                                "sorry",
                                new RobotProfile.Http(
                                        "https://ai.example/v1",
                                        "small",
                                        new RobotProfile.Key("sk-1"),
                                        "Be kind.",
                                        Duration.ofSeconds(3))));
        assertThat(read.toString()).doesNotContain("sk-1");
        assertThat(read.faq()).isEmpty();
    }

    @Test
    void anAnswerMayBeForOneRobot() {
        Knowledge read =
                withRobot(
                                """
                                faq:
                                  hi:
                                    tenant: main
                                    robot: R1
                                    question: hi
                                    answer: <b>hi</b>
                                    format: html
                                    enabled: false
                                """)
                        .knowledge();

        assertThat(read.faq())
                .containsExactly(
                        new Faq(
                                new FaqEntry(
                                        "hi",
                                        new TenantId(1),
                                        new AgentId("R1"),
                                        "hi",
                                        List.of(),
                                        new Message.Text("<b>hi</b>", Message.Format.HTML)),
                                false));
    }

    private static Directory withRobot(String more) {
        String robot =
                """
                  R1:
                    tenant: main
                    name: Robot
                    role: robot
                    robot-type: 100
                    robot:
                      kind: http
                      url: https://ai.example/v1
                      model: small
                      key: sk-1
                      prompt: Be kind.
                      timeout: 3 s
                      fallback: sorry
                queues:""";
        return DirectoryReader.parse(
                SOUND.replace("HOURS", "always").replace("queues:", robot) + more);
    }

    @Test
    void aQueueSaysWhomItFavoursAndForHowLong() {
        QueueRules rules =
                read("always, sticky-time: 45 s, last-agent-days: 30,"
                                + " last-agent-wait: 10 s, abandon-after: 2 min,"
                                + " deserted-after: 20 s, at-closing: drop")
                        .queues()
                        .getFirst()
                        .rules();
        assertThat(rules.favour())
                .isEqualTo(new Favour(Duration.ofSeconds(45), 30, Duration.ofSeconds(10)));
        assertThat(rules.ending())
                .isEqualTo(
                        new QueueRules.Ending(
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(20),
                                QueueRules.AtClosing.DROP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    transfer-to: 1        | transfer-to: 99       | queues.3.transfer-to: no such queue: 99
                    transfer-to: 1        | transfer-to: 4        | queues.3.transfer-to: must be a queue of people, of the same tenant
                    transfer-to: 1        | transfer-to: 21       | queues.3.transfer-to: must be a queue of people, of the same tenant
                    kind: dedicated       | kind: robot           | queues.4.agents: SELITE is no robot
                    agents: [BOT001]      | agents: [SELITE]      | queues.3.agents: SELITE is no robot
                    agents: [OTHER1]      | agents: [BOT001]      | queues.21.agents: BOT001 is of another tenant
                    waiting-limit: 5 s    | abandon-after: 5 s    | queues.6.abandon-after: must be at least 2 min, or never
                    mode: pull            | transfer-to: 1        | queues.2.transfer-to: only robots hand over
                    '{1: 满意,'           | '{x: 满意,'           | tenants.main.ratings.x: the name of a rating is its number
                    '{1: 满意,'           | '{1: 7,'              | tenants.main.ratings.1: must be a text
                    """)
    void whatDoesNotFitTogetherIsRefused(String sound, String faulty, String fault)
            throws IOException {
        String demo = Files.readString(Path.of("conf/demo.yaml"));
        assertThat(faults(demo.replaceFirst(Pattern.quote(sound), faulty))).contains(fault);
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
    void anIntegrationSignsAsItSays() {
        assertThat(signing("")).isEqualTo(Signing.NONE);
        assertThat(signing(", sign: off")).isEqualTo(new Signing(Rule.OFF, null, null));
        assertThat(signing(", sign: required, sign-key: \"123456\""))
                .isEqualTo(new Signing(Rule.REQUIRED, "123456", null));
        assertThat(signing(", hmac-secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEqualTo(
                        new Signing(Rule.OPTIONAL, null, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    @Test
    void anIntegrationSpeaksAsItSays() {
        assertThat(partner("").integration().dialect()).isEqualTo(Dialect.STANDARD);
        assertThat(
                        partner(
                                        ", strict-voice: true, history-message-type: sample,"
                                                + " history-user-type: reversed,"
                                                + " additive: false")
                                .integration()
                                .dialect())
                .isEqualTo(
                        new Dialect(
                                true,
                                Dialect.HistoryMessageType.SAMPLE,
                                Dialect.HistoryUserType.REVERSED,
                                false));
    }

    @Test
    void keysOfIntegrationsAreNeverShown() {
        String shown =
                partner(", sign-key: hush-hush, hmac-secret: hush-hush-hush-hush").toString();

        assertThat(shown).contains("Signing[OPTIONAL]").doesNotContain("hush");
    }

    @Test
    void passwordsAreNeverShown() {
        assertThat(read("always").toString()).doesNotContain("password=secret");
    }

    @Test
    void everyFaultIsNamedAtOnceWithItsPath() throws IOException {
        Path folder = Path.of("src/test/resources/directory");

        List<String> faults = faults(Files.readString(folder.resolve("faulty.yaml")));

        assertThat(faults)
                .containsExactlyInAnyOrderElementsOf(
                        Files.readAllLines(folder.resolve("faults.txt")));
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

    private static Signing signing(String keys) {
        return partner(keys).integration().signing();
    }

    private static Directory.Partner partner(String keys) {
        String yaml = SOUND.replace("[a.example]", "[a.example]" + keys);
        return DirectoryReader.parse(yaml.replace("HOURS", "always")).integrations().getFirst();
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
