package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PgDirectoryImportIT {
    @RegisterExtension static final PgTest db = new PgTest();
    @TempDir Path folder;

    private final Desk.PlainPasswords passwords = new Desk.PlainPasswords();
    private Desk desk;

    @BeforeEach
    void importTheDemo() {
        desk = new Desk(db);
    }

    private static final String SETTINGS =
            """
            name: 快速
                sticky-time: 45 s
                last-agent-days: 30
                last-agent-wait: 10 s
                abandon-after: 2 min
                deserted-after: 20 s
                at-closing: drop""";

    @Test
    void theDemoIsThere() {
        assertThat(desk.count("agent")).isEqualTo(7);
        assertThat(desk.count("agent where password_hash is null")).isEqualTo(1);
        assertThat(desk.count("agent_slot where agent_id = 'SELITE'")).isEqualTo(5);
        assertThat(desk.count("agent_slot where agent_id = 'BOT001'")).isZero();
        assertThat(desk.count("queue where enabled")).isEqualTo(8);
        assertThat(desk.count("queue_agent where agent_id = 'SELITE'")).isEqualTo(4);
        assertThat(desk.count("work_hours where queue_id = 5")).isZero();
        assertThat(desk.count("work_hours where queue_id = 1 and closes = '24:00'")).isEqualTo(7);
        assertThat(desk.text("select owner_agent from client where login_name = 'vip'"))
                .isEqualTo("SELITE");
    }

    @Test
    void anotherPasswordMakesTokensWorthlessAndAKeyIsKeptAsItsDigest() {
        PgAccessControl access = new PgAccessControl(db.pg(), "key-of-the-node-itself");
        AgentId elite = new AgentId("SELITE");
        assertThat(db.await(access.current(elite))).isZero();

        run(
                yaml ->
                        yaml.replace("password: SELITE-demo", "password: another")
                                .replace(
                                        "other: {bid: 2}",
                                        "other: {bid: 2, api-key: key-of-the-other-one}"));

        assertThat(db.await(access.current(elite))).isEqualTo(1);
        assertThat(db.await(access.current(new AgentId("AE1EA")))).isZero();
        assertThat(db.await(access.findTenant("key-of-the-other-one"))).contains(new TenantId(2));
        assertThat(db.await(access.findTenant("key-of-the-node-itself"))).contains(new TenantId(1));
        assertThat(db.await(access.findTenant("key-of-nobody-at-all"))).isEmpty();
        assertThat(db.await(access.findTenant(""))).isEmpty();
        assertThat(desk.text("select api_key_hash from tenant where id = 2"))
                .hasSize(64)
                .doesNotContain("key");
        assertThat(db.await(access.revokeTokens(elite, new AgentId("AE1EA")))).isFalse();
        assertThat(db.await(access.revokeTokens(elite, new AgentId("BOSS1")))).isTrue();
        assertThat(db.await(access.current(elite))).isEqualTo(2);
        assertThat(desk.texts("select act from audit")).containsExactly("tokens revoked");
    }

    @Test
    void anUnchangedFileTouchesNothing() {
        String before = desk.text("select xmin::text from agent where id = 'SELITE'");

        assertThat(run(UnaryOperator.identity())).isFalse();

        assertThat(desk.text("select xmin::text from agent where id = 'SELITE'")).isEqualTo(before);
        assertThat(passwords.hashed).hasValue(0);
    }

    @Test
    void whatChangesInTheFileChangesInTheDatabase() {
        String vip = desk.text("select id from client where login_name = 'vip'");
        String kept = desk.text("select password_hash from agent where id = 'SELITE'");

        assertThat(
                        run(
                                yaml ->
                                        yaml.replace("AE1EA-demo", "new-secret")
                                                .replace("waiting-limit: 5 s", "waiting-limit: 9 s")
                                                .replace("transfer-to: 1 ", "transfer-to: 2 ")
                                                .replace("一般", "还行")
                                                .replace("name: 快速", SETTINGS)
                                                .replace("hours: closed", "hours: always")
                                                .replace("agents: [BOSS1]", "agents: [AE1EA]")
                                                .replace("name: Elite", "name: Eliza")))
                .isTrue();

        assertThat(desk.text("select password_hash from agent where id = 'AE1EA'"))
                .startsWith("new-secret#");
        assertThat(desk.text("select password_hash from agent where id = 'SELITE'"))
                .isEqualTo(kept);
        assertThat(passwords.hashed).hasValue(1);
        assertThat(desk.text("select name from agent where id = 'SELITE'")).isEqualTo("Eliza");
        assertThat(desk.text("select waiting_limit from queue where id = 6")).isEqualTo("9000");
        assertThat(
                        desk.text(
                                "select sticky_time || ' ' || last_agent_days || ' ' ||"
                                        + " last_agent_wait || ' ' || abandon_after from queue"
                                        + " where id = 6"))
                .isEqualTo("45000 30 10000 120000");
        assertThat(desk.text("select transfer_to from queue where id = 3")).isEqualTo("2");
        assertThat(desk.texts("select name from rating_option where tenant_id = 1 order by id"))
                .containsExactly("满意", "还行", "不满意");
        assertThat(desk.texts("select agent_id from queue_agent where queue_id = 6"))
                .containsExactly("AE1EA");
        assertThat(desk.count("work_hours where queue_id = 5")).isEqualTo(7);
        assertThat(desk.text("select id from client where login_name = 'vip'")).isEqualTo(vip);
    }

    @Test
    void numbersCanBeSwapped() {
        run(
                yaml ->
                        yaml.replace("number: 2\n", "number: X\n")
                                .replace("number: 3\n", "number: 2\n")
                                .replace("number: X\n", "number: 3\n"));

        assertThat(
                        desk.texts(
                                "select number from agent where id in ('AE1EA', '000169') order by id"))
                .containsExactly("2", "3");
    }

    @Test
    void aSlotThatIsTakenOutlivesALowerCapacity() {
        for (int i = 0; i < 3; i++) {
            db.await(desk.assign(1, desk.someone(1), "SELITE"));
        }

        run(yaml -> yaml.replaceFirst("capacity: 5", "capacity: 1"));

        assertThat(
                        desk.texts(
                                "select slot_no from agent_slot where agent_id = 'SELITE' order by 1"))
                .containsExactly("1", "2", "3");
        assertThat(desk.count("agent_slot where agent_id = 'SELITE' and session_id is not null"))
                .isEqualTo(3);
    }

    @Test
    void aHigherCapacityAddsSlots() {
        run(yaml -> yaml.replaceFirst("capacity: 5", "capacity: 7"));

        assertThat(desk.count("agent_slot where agent_id = 'SELITE'")).isEqualTo(7);
    }

    @Test
    void whoIsNoLongerInTheFileIsDisabledAndNeverDeleted() {
        db.await(desk.assign(6, desk.someone(6), "BOSS1"));

        run(
                yaml ->
                        yaml.replaceFirst("(?s)  BOSS1:.*?(?=  GONE01:)", "")
                                .replace("BOSS1", "SELITE")
                                .replace("\"000169\", SELITE]", "\"000169\"]")
                                .replaceFirst("(?s)  7:\n.*?(?=  21:)", "")
                                .replace("  default:\n    tenant", "  app:\n    tenant")
                                .replaceFirst("(?m)^.*login: lori.*$", ""));

        assertThat(desk.text("select enabled from agent where id = 'BOSS1'")).isEqualTo("false");
        assertThat(desk.text("select enabled from queue where id = 7")).isEqualTo("false");
        assertThat(desk.count("agent_slot where agent_id = 'BOSS1' and session_id is not null"))
                .isEqualTo(1);
        assertThat(desk.count("chat_session")).isEqualTo(1);
        assertThat(desk.text("select password_hash from client where login_name = 'lori'"))
                .isEqualTo("null");
        assertThat(desk.texts("select name from integration where is_default"))
                .containsExactly("app");
        assertThat(desk.text("select callback_hosts::text from integration where name = 'default'"))
                .isEqualTo("{}");
    }

    @Test
    void howAnIntegrationSignsIsStoredAndForgottenWithIt() {
        var directory = new PgAgentDirectory(db.pg());
        run(
                yaml ->
                        yaml.replace(
                                "suppress-accepted: false",
                                "sign: required\n    sign-key: '123456'\n"
                                        + "    hmac-secret: a-secret-of-16-bytes\n"
                                        + "    create-on-failure: true"));

        Integration found = db.await(directory.findIntegration("default")).orElseThrow();
        assertThat(found.signing())
                .isEqualTo(new Signing(Rule.REQUIRED, "123456", "a-secret-of-16-bytes"));
        assertThat(found.createOnFailure()).isTrue();

        run(yaml -> yaml.replace("  default:\n    tenant", "  app:\n    tenant"));
        assertThat(
                        desk.count(
                                "integration where name = 'default' and sign = 'REQUIRED'"
                                        + " and sign_key is null and hmac_secret is null"))
                .isEqualTo(1);
        assertThat(db.await(directory.findIntegration("app")).orElseThrow().signing())
                .isEqualTo(Signing.NONE);
    }

    @Test
    void ofNodesThatStartTogetherOneImports() {
        Directory changed = read(yaml -> yaml.replace("name: Elite", "name: Eliza"));
        var target = new PgDirectoryImport(db.pg(), passwords);

        List<Future<Boolean>> runs =
                IntStream.range(0, 5).mapToObj(_ -> target.run(changed)).toList();

        assertThat(runs.stream().map(db::await)).containsOnlyOnce(true);
        assertThat(desk.count("directory_import")).isEqualTo(1);
    }

    @Test
    void whatRobotsKnowFollowsTheFile() {
        db.sql("insert into faq (tenant_id, id, question, answer) values (1, 'by-hand', 'q', 'a')");
        String before = version();

        run(yaml -> yaml.replace("name: Elite", "name: Eliza"));
        assertThat(version()).isEqualTo(before);

        run(
                yaml ->
                        yaml.replaceFirst("(?s)  delivery:.*?(?=  delivery-en:)", "")
                                .replace("一般", "通常")
                                .replace("answer: We are", "format: html\n    answer: We are")
                                .replace(
                                        "robot: {kind: faq}",
                                        "robot: {kind: http, url: \"http://ai\", model: m, key: k}"));
        assertThat(version()).isNotEqualTo(before);
        assertThat(desk.texts("select id from faq order by id"))
                .containsExactly(
                        "by-hand",
                        "delivery-en",
                        "opening-hours",
                        "opening-hours-en",
                        "returns",
                        "returns-en");
        assertThat(desk.texts("select id from faq where format = 'HTML'"))
                .containsExactly("opening-hours-en");
        assertThat(desk.text("select kind || url || key || timeout from robot"))
                .isEqualTo("HTTPhttp://aik8000");

        run(
                yaml ->
                        yaml.replace("robot: {kind: faq}", "comments: none")
                                .replaceFirst("(?s)\nfaq:.*", "\n"));
        assertThat(desk.count("robot")).isZero();
        assertThat(desk.texts("select id from faq")).containsExactly("by-hand");
    }

    private String version() {
        return desk.text("select version from faq_version where tenant_id = 1");
    }

    private boolean run(UnaryOperator<String> change) {
        return db.await(new PgDirectoryImport(db.pg(), passwords).run(read(change)));
    }

    private Directory read(UnaryOperator<String> change) {
        try {
            Path file = folder.resolve("directory.yaml");
            Files.writeString(file, change.apply(Files.readString(Path.of("conf/demo.yaml"))));
            return DirectoryReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
