package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deskbus.domain.directory.Directory.SharedReply;
import dev.deskbus.domain.directory.Directory.Tagging;
import dev.deskbus.domain.directory.Directory.Toolbox;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolboxReaderTest {
    private static final String SOUND =
            """
            tenants:
              main: {bid: 1TAGS}
              far: {bid: 2}
            integrations:
              app: {tenant: main, default: true, callback-path: /cb, callback-hosts: [a.example]}
            agents:
              A1: {tenant: main, number: 1, name: One, password: secret, capacity: 2}
            queues:
              7: {tenant: main, name: Seven, zone: Asia/Shanghai, hours: always, agents: [A1]}
            """;

    private static Toolbox read(String tags, String replies) {
        return DirectoryReader.parse(SOUND.replace("TAGS", tags) + replies).toolbox();
    }

    private static List<String> faults(String tags, String replies) {
        return catchThrowableOfType(DirectoryFaults.class, () -> read(tags, replies)).faults();
    }

    @Test
    void theDemoHasTagsAndReplies() {
        Toolbox demo = DirectoryReader.read(Path.of("conf/demo.yaml")).toolbox();

        assertThat(demo.replies())
                .extracting(reply -> reply.words().shortcut())
                .containsExactly("hi", "wait", "bye", "delivery");
        assertThat(demo.tagging().getFirst().tags().tags())
                .containsExactly(new Tag("VIP"), new Tag("投诉"), new Tag("退款"));
        assertThat(demo.tagging().getFirst().tags().free()).isTrue();
        assertThat(demo.tagging().getLast().tags()).isEqualTo(new TagSet(List.of(), false));
    }

    @Test
    void noneNeedBeThere() {
        assertThat(read("", ""))
                .isEqualTo(
                        new Toolbox(
                                List.of(),
                                List.of(
                                        new Tagging(new TenantId(1), new TagSet(List.of(), false)),
                                        new Tagging(
                                                new TenantId(2), new TagSet(List.of(), false)))));
    }

    @Test
    void aReplyHasItsNameAsShortcutUnlessItSaysOtherwise() {
        Toolbox read =
                read(
                        "",
                        """
                        replies:
                          hi: {tenant: main, text: hello}
                          far-hi: {tenant: far, shortcut: hi, folder: f, title: t, text: hello}
                        """);

        assertThat(read.replies())
                .containsExactly(
                        new SharedReply(new TenantId(1), new ReplyDraft("", "hi", "", "hello")),
                        new SharedReply(new TenantId(2), new ReplyDraft("f", "hi", "t", "hello")));
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(
                        faults(
                                "",
                                """
                                replies:
                                  hi: {tenant: main, text: hello}
                                  ho: {tenant: main, shortcut: hi, text: hello}
                                  a b: {tenant: main, text: hello}
                                  nobody: {tenant: none, text: hello}
                                  empty: {tenant: main, colour: red}
                                """))
                .containsExactly(
                        "replies.ho.shortcut: hi is taken by another reply",
                        "replies.a b: shortcut must not contain blanks",
                        "replies.nobody.tenant: no such tenant: none",
                        "replies.empty.text is missing",
                        "replies.empty.colour is no known key");
    }

    @Test
    void aTagThatIsNoneIsAFault() {
        assertThat(faults(", tags: [VIP, '']", ""))
                .containsExactly("tenants.main.tags: tag must not be empty");
        assertThat(faults(", tags: VIP", "")).containsExactly("tenants.main.tags: must be a list");
        assertThat(faults(", free-tags: some", ""))
                .containsExactly("tenants.main.free-tags: must be true or false");
    }
}
