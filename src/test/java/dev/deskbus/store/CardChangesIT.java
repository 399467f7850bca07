package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Extras.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory in which agents are called otherwise (decision V2-56). */
class CardChangesIT {
    @RegisterExtension static final PgTest db = new PgTest();
    @TempDir Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
    }

    @ParameterizedTest
    @CsvSource({
        "name: Elite,name: Eliza",
        "alias: 坐席A,alias: 坐席Z",
        "icon: /icons/selite.png,icon: http://x/new.png",
        "comments: 备注信息,comments: 早班"
    })
    void whoTalksWithTheAgentIsToldInTheStepThatChangesIt(String before, String after) {
        long talk = talk("SELITE");
        talk("AE1EA");
        db.sql("delete from callback");

        run(yaml -> yaml.replace(before, after));

        assertThat(
                        desk.texts(
                                """
                                select c.kind || ' ' || (c.body -> 'session' ->> 'value') || ' '
                                       || (c.body -> 'agents' -> 0 ->> 'value') || ' ' || (c.target ->> 'baseUrl')
                                from callback c join chat_session s on s.client_id = c.lane
                                where c.state = 'WAITING'"""))
                .containsExactly("AgentsChanged " + talk + " SELITE http://localhost:9/chat");
        assertThat(desk.count("callback where shard = " + shardOfLane())).isEqualTo(1);
    }

    /** By then every node has read the agents anew. */
    @Test
    void itIsNotSentBeforeEveryNodeKnows() {
        talk("SELITE");
        db.sql("delete from callback");

        run(yaml -> yaml.replace("name: Elite", "name: Eliza"));

        assertThat(desk.count("callback where next_at > created_at + interval '2 seconds'"))
                .isEqualTo(1);
    }

    @Test
    void nobodyIsToldOfWhatIsNotShownOrIsOverOrHasNoAddress() {
        talk("SELITE");
        db.sql("update chat_session set state = 'Closed', closed_at = clock_timestamp()");
        talk("SELITE");
        db.sql("update chat_session set target = null where state = 'Open'");
        talk("AE1EA");
        db.sql("delete from callback");

        run(yaml -> yaml.replace("name: Elite", "name: Eliza"));
        run(yaml -> yaml.replace("name: Lori\n    alias: 坐席B\n    password: AE1EA-demo", LORI));

        assertThat(desk.count("callback")).isZero();
    }

    private static final String LORI = "name: Lori\n    alias: 坐席B\n    password: another";

    @Test
    void whoHasLeftIsNoReason() {
        long talk = talk("SELITE");
        db.sql(
                "update session_agent set left_at = clock_timestamp();"
                        + "insert into session_agent (session_id, agent_id) values ("
                        + talk
                        + ", 'AE1EA')");
        db.sql("delete from callback");

        run(yaml -> yaml.replace("name: Elite", "name: Eliza"));
        assertThat(desk.count("callback")).isZero();

        run(yaml -> yaml.replace("name: Lori", "name: Laura"));
        assertThat(desk.texts("select body -> 'agents' -> 0 ->> 'value' from callback"))
                .containsExactly("AE1EA");
    }

    @Test
    void whatAnIntegrationTurnsOnIsKept() {
        run(
                yaml ->
                        yaml.replace(
                                "strict-voice: false",
                                "logout-closes-session: true\n"
                                        + "    suppress-known-create: true\n"
                                        + "    rating-options: true\n"
                                        + "    notices: [read, invite]\n"
                                        + "    strict-voice: false"));

        assertThat(
                        db.await(new PgAgentDirectory(db.pg()).getDefaultIntegration())
                                .dialect()
                                .extras())
                .isEqualTo(new Extras(true, true, true, Set.of(Wish.READ, Wish.INVITE)));

        run(UnaryOperator.identity());
        assertThat(
                        db.await(new PgAgentDirectory(db.pg()).getDefaultIntegration())
                                .dialect()
                                .extras())
                .isEqualTo(Extras.NONE);
    }

    private String shardOfLane() {
        return "(select shard from callback limit 1)"
                + " and shard between 0 and 63 and lane = (select client_id from chat_session"
                + " where id in (select session_id from session_agent where agent_id = 'SELITE'))";
    }

    private long talk(String agent) {
        return desk.talk(1, desk.visitor(), agent).session().value();
    }

    private void run(UnaryOperator<String> change) {
        try {
            Path file = folder.resolve("directory.yaml");
            Files.writeString(file, change.apply(Files.readString(Path.of("conf/demo.yaml"))));
            db.await(
                    new PgDirectoryImport(db.pg(), new Desk.PlainPasswords())
                            .run(DirectoryReader.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
