package dev.deskbus.robot;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.directory.Directory.Faq;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.session.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the demo directory's robot knows, and questions to it. */
final class Demo {
    static final TenantId MAIN = new TenantId(1);
    static final AgentId BOT = new AgentId("BOT001");

    private Demo() {}

    static List<FaqEntry> faq() {
        return DirectoryReader.read(Path.of("conf/demo.yaml")).knowledge().faq().stream()
                .map(Faq::entry)
                .toList();
    }

    /** An entry for all robots. */
    static FaqEntry entry(String id, String answer, String question, String... alternatives) {
        return new FaqEntry(
                id, MAIN, null, question, List.of(alternatives), Message.Text.plain(answer));
    }

    static List<String> lines(String resource) {
        try {
            return Files.readAllLines(Path.of("src/test/resources/robot", resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
