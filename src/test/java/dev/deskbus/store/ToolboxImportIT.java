package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The canned replies and tags of the directory file in the database. */
class ToolboxImportIT {
    @RegisterExtension static final PgTest db = new PgTest();
    @TempDir Path folder;

    private Desk desk;

    @BeforeEach
    void importTheDemo() {
        desk = new Desk(db);
    }

    @Test
    void whatTheFileSaysIsThere() {
        assertThat(
                        desk.texts(
                                "select shortcut || ' ' || folder || ' ' || title from canned_reply"
                                        + " where tenant_id = 1 and agent_id is null"
                                        + " and from_directory order by id"))
                .containsExactly("hi 问候 开场白", "wait 问候 请稍等", "bye 问候 结束语", "delivery 物流 发货时间");
        assertThat(desk.texts("select name from tag where tenant_id = 1 order by place"))
                .containsExactly("VIP", "投诉", "退款");
        assertThat(desk.texts("select free_tags from tenant order by id"))
                .containsExactly("true", "false");
    }

    @Test
    void whatChangesInTheFileChangesHereAndNothingElse() throws IOException {
        db.sql(
                """
                insert into canned_reply (tenant_id, agent_id, folder, shortcut, title, text)
                values (1, 'SELITE', '', 'hi', '', 'own'), (1, null, '', 'made', '', 'made'),
                       (1, null, '', 'thanks', '', 'made')
                """);

        run(
                yaml ->
                        yaml.replaceFirst("(?m)^  wait:.*$\\R", "")
                                .replace("  bye:", "  thanks:")
                                .replace("您好，请问有什么可以帮您？", "您好！")
                                .replace("tags: [VIP, 投诉, 退款]", "tags: [退款, 新客]")
                                .replace("free-tags: true ", "free-tags: false "));

        assertThat(
                        desk.texts(
                                "select shortcut || ' ' || from_directory || ' ' || text from"
                                        + " canned_reply where agent_id is null order by shortcut"))
                .containsExactly(
                        "delivery true 下单后 48 小时内发货，一般 2 至 4 天送到。",
                        "hi true 您好！",
                        "made false made",
                        "thanks true 感谢您的咨询，祝您生活愉快！");
        assertThat(desk.text("select text from canned_reply where agent_id = 'SELITE'"))
                .isEqualTo("own");
        assertThat(desk.texts("select name from tag order by place")).containsExactly("退款", "新客");
        assertThat(desk.text("select free_tags from tenant where id = 1")).isEqualTo("false");
    }

    private void run(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("directory.yaml");
        Files.writeString(file, change.apply(Files.readString(Path.of("conf/demo.yaml"))));
        db.await(
                new PgDirectoryImport(db.pg(), new Desk.PlainPasswords())
                        .run(DirectoryReader.read(file)));
    }
}
