package dev.deskbus.bench;

import dev.deskbus.bench.ceiling.CeilingProcess;
import dev.deskbus.bench.ceiling.Floor;
import dev.deskbus.bench.load.Console;
import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Meter;
import dev.deskbus.bench.load.Sample;
import dev.deskbus.bench.node.Blocks;
import dev.deskbus.bench.node.Crowd;
import dev.deskbus.bench.node.Desk;
import dev.deskbus.bench.node.Receiver;
import dev.deskbus.bench.node.Server;
import dev.deskbus.bench.node.Statements;
import dev.deskbus.bench.node.Town;
import dev.deskbus.bench.report.Report;
import dev.deskbus.bench.report.Row;
import dev.deskbus.store.EmbeddedPostgres;
import dev.deskbus.store.PgAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that stands there while it is measured: a database, the ceilings, a node. */
final class Stage {
    private static final String CEILINGS = "ceilings";

    private final Plan plan;
    private final Path folder;
    private final Report report;
    private final Belongings belongings;
    private final Town town;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final EmbeddedPostgres postgres;
    private final Meter meter;
    private final Starts starts;
    private final CeilingProcess echo;
    private final CeilingProcess line;
    private final Server server;
    private final Marks pushed = new Marks();
    private final Marks called = new Marks();
    private final Receiver receiver;
    private final Map<String, Console> consoles = new HashMap<>();
    private final List<HttpLane> lanes;

    /** Sets it up in that folder, which must be empty. */
    Stage(Plan plan, Path folder, Report report, Belongings belongings) throws Exception {
        this.plan = plan;
        this.folder = folder;
        this.report = report;
        this.belongings = belongings;
        this.town = new Town(plan.talkers(), plan.idlers());
        this.postgres = belongings.add(postgres(folder.resolve("postgres")));
        Blocks.time(postgres.address());
        this.meter = new Meter(postmaster(folder.resolve("postgres/data/postmaster.pid")));
        Floor.prepare(vertx, postgres.address(), CEILINGS);
        Path directory = Files.writeString(folder.resolve("town.yaml"), town.yaml());
        this.starts = new Starts(this, directory);
        this.server = starts.measure();
        this.echo = ceiling("echo");
        this.line = ceiling("line", url(ceilings()));
        this.receiver = Receiver.start(vertx, called);
        this.lanes = HttpLane.open(vertx, server.port(), plan.connections());
    }

    /** When it is watched, it takes statistics of its statements from its start. */
    private static EmbeddedPostgres postgres(Path home) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(home, 0);
        if (!Profile.isWanted()) {
            return server;
        }
        Statements.prepare(server.address());
        server.close();
        EmbeddedPostgres again = EmbeddedPostgres.start(home, 0);
        Statements.begin(again.address());
        return again;
    }

    private CeilingProcess ceiling(String kind, String... more) throws IOException {
        Path log = folder.resolve(kind + ".log");
        return belongings.add(CeilingProcess.start(kind, log, plan.flags(), more));
    }

    Plan plan() {
        return plan;
    }

    Path folder() {
        return folder;
    }

    Report report() {
        return report;
    }

    Town town() {
        return town;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Of the node. */
    PgAddress database() {
        return postgres.address();
    }

    /** Of the ceilings, on the same server. */
    PgAddress ceilings() {
        return postgres.address().withDatabase(CEILINGS);
    }

    Belongings belongings() {
        return belongings;
    }

    Starts starts() {
        return starts;
    }

    Rounds rounds() {
        return new Rounds(meter);
    }

    /** So many rounds of the node alone, in the table under that name. */
    Row measureNode(String what, int rounds, Meter.Measuring measuring) throws Exception {
        List<Sample> samples =
                rounds().with(Names.NODE, List.of(server.handle()), measuring)
                        .run(rounds)
                        .get(Names.NODE);
        return report.add(what, Names.NODE, samples);
    }

    Meter meter() {
        return meter;
    }

    CeilingProcess echo() {
        return echo;
    }

    CeilingProcess line() {
        return line;
    }

    Server server() {
        return server;
    }

    /** What visitors say to agents of the node. */
    Marks pushed() {
        return pushed;
    }

    /** What agents say to visitors, of whatever server. */
    Marks called() {
        return called;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Connections to the node. */
    List<HttpLane> lanes() {
        return lanes;
    }

    Crowd crowd() {
        return new Crowd(lanes, receiver);
    }

    Desk desk() {
        return new Desk(vertx);
    }

    /** The consoles of those who talk; seated when first asked. */
    Map<String, Console> talkers() throws Exception {
        if (consoles.isEmpty()) {
            consoles.putAll(
                    desk().seat(
                                    server,
                                    town.talkers(),
                                    (_, frame) -> pushed.arrive(frame, System.nanoTime())));
        }
        return consoles;
    }

    static String url(PgAddress database) {
        return "postgresql://%s@%s:%d/%s"
                .formatted(database.user(), database.host(), database.port(), database.database());
    }

    private static ProcessHandle postmaster(Path file) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
