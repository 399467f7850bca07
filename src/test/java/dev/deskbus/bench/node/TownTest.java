package dev.deskbus.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.directory.Directory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TownTest {
    @TempDir Path folder;

    @Test
    void theNodeTakesItsDirectory() throws Exception {
        Path file = Files.writeString(folder.resolve("town.yaml"), new Town(3, 2).yaml());

        Directory directory = DirectoryReader.read(file);

        assertThat(directory.queues()).hasSize(Town.MANY + 3);
        assertThat(directory.agents()).hasSize(3 + 2 + 5 + 2 + 2);
    }
}
