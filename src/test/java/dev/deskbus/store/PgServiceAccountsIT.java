package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the directory file to the account that is called. */
class PgServiceAccountsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final String SECOND =
            """
            integrations:
              gh_1:
                tenant: main
                callback-path: /x
                wechat:
                  url: https://one.example/base/ari
                  media-url: https://media.example
                  account-id: one
                  numeric-status: true
                  rating-path: literal
              gh_2:
                tenant: main
                callback-path: /x
                wechat: {}
              gh_3:
                tenant: main
                callback-path: /x
            """;

    @TempDir Path folder;

    @BeforeEach
    void importTheDemo() {
        new Desk(db);
    }

    @Test
    void theDefaultAccountIsWhereTheSettingsSay() {
        assertThat(find("default", "http://livebot:8080"))
                .contains(
                        new ServiceAccount(
                                "http://livebot:8080/ari",
                                "http://livebot:8080",
                                null,
                                false,
                                RatingPath.FIND));
        assertThat(find("default", "")).isEmpty();
        assertThat(find("unknown", "http://livebot:8080")).isEmpty();
    }

    @Test
    void anAccountIsWhatTheDirectorySays() throws IOException {
        read(yaml -> yaml.replace("integrations:\n", SECOND));

        assertThat(find("gh_1", "http://usual"))
                .contains(
                        new ServiceAccount(
                                "https://one.example/base/ari",
                                "https://media.example",
                                "one",
                                true,
                                RatingPath.LITERAL));
        assertThat(find("gh_2", "http://usual")).as("only the default has that").isEmpty();
        assertThat(find("gh_3", "http://usual")).isEmpty();
    }

    @Test
    void anAccountThatIsTakenOutIsCalledNoMore() throws IOException {
        read(yaml -> yaml.replace("integrations:\n", SECOND));
        read(yaml -> yaml + "\n# nothing else\n");

        assertThat(find("gh_1", "")).isEmpty();
    }

    private static Optional<ServiceAccount> find(String integration, String usual) {
        return db.await(new PgServiceAccounts(db.pg(), usual).findAccount(integration));
    }

    private void read(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("directory.yaml");
        Files.writeString(file, change.apply(Files.readString(Path.of("conf/demo.yaml"))));
        db.await(
                new PgDirectoryImport(db.pg(), new Desk.PlainPasswords())
                        .run(DirectoryReader.read(file)));
    }
}
