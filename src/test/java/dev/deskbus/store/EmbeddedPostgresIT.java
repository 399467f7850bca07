package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    /** Made once: that is what takes its time. */
    @TempDir static Path home;

    @Test
    void aServerOrphanedByAKilledOwnerIsStoppedAndItsDataIsThere() throws Exception {
        Process owner = startInItsOwnJvm();
        PgAddress orphan = readAddress(owner);
        execute(orphan, "create table kept (n int); insert into kept values (42)");
        owner.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(select(orphan)).as("the orphan still answers").isEqualTo(42);

        try (EmbeddedPostgres again = EmbeddedPostgres.start(home, orphan.port())) {
            assertThat(again.address()).isEqualTo(orphan);
            assertThat(select(again.address())).isEqualTo(42);
        }
        assertThatThrownBy(() -> select(orphan)).isInstanceOf(SQLException.class);
    }

    @Test
    void aPidFileThatNamesSomebodyElseIsStale() throws Exception {
        EmbeddedPostgres.start(home, 0).close();
        Path pidFile = home.resolve("data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + home.resolve("data"));

        try (EmbeddedPostgres again = EmbeddedPostgres.start(home, 0)) {
            execute(again.address(), "select 1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void aDirectoryInUseIsRefusedAndItsServerLeftAlone() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another Deskbus");
            execute(first.address(), "select 1");
        }
    }

    @Test
    void aHalfMadeDataDirectoryIsPutAsideNotDeleted(@TempDir Path halfMade) throws Exception {
        Files.createDirectories(halfMade.resolve("data"));
        Files.writeString(halfMade.resolve("data/PG_VERSION"), "18");

        EmbeddedPostgres.start(halfMade, 0).close();

        try (var children = Files.list(halfMade)) {
            assertThat(
                            children.filter(
                                    path ->
                                            path.getFileName()
                                                    .toString()
                                                    .startsWith("incomplete-")))
                    .singleElement()
                    .satisfies(aside -> assertThat(aside.resolve("PG_VERSION")).exists());
        }
    }

    private Process startInItsOwnJvm() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static PgAddress readAddress(Process owner) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("postgresql://")) {
            line = out.readLine();
        }
        return PgAddress.parse(line);
    }

    private static void execute(PgAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int select(PgAddress address) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select n from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(PgAddress address) throws SQLException {
        return DriverManager.getConnection(address.toJdbcUrl(), address.user(), address.password());
    }

    /** Starts a server and waits to be killed. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), 0);
            try (PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out))) {
                out.println(server.address());
            }
            Thread.currentThread().join();
        }
    }
}
