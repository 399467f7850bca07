package dev.deskbus.bench;

import dev.deskbus.bench.ceiling.CeilingProcess;
import dev.deskbus.bench.ceiling.Floor;
import dev.deskbus.bench.load.Console;
import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Meter;
import dev.deskbus.bench.node.Crowd;
import dev.deskbus.bench.node.Desk;
import dev.deskbus.bench.node.Receiver;
import dev.deskbus.bench.node.Server;
import dev.deskbus.bench.node.Town;
import dev.deskbus.bench.report.Report;
import dev.deskbus.store.EmbeddedPostgres;
import dev.deskbus.store.PgAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that stands there while it is measured: a database, the ceilings, a node. */
final class Stage implements AutoCloseable {
    private final Plan plan;
    private final Path folder;
    private final Report report;
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

    private Stage(Plan plan, Path folder, Report report) throws Exception {
        this.plan = plan;
        this.folder = folder;
        this.report = report;
        this.town = new Town(plan.crowd() / 1000 + 14, plan.idlers());
        this.postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        this.meter = new Meter(postmaster(folder.resolve("postgres/data/postmaster.pid")));
        Floor.prepare(vertx, postgres.address());
        Path directory = Files.writeString(folder.resolve("town.yaml"), town.yaml());
        this.starts = new Starts(this, directory);
        this.server = starts.measure();
        this.echo = CeilingProcess.start("echo", folder.resolve("echo.log"), plan.flags());
        this.line =
                CeilingProcess.start(
                        "line", folder.resolve("line.log"), plan.flags(), url(database()));
        this.receiver = Receiver.start(vertx, called);
        this.lanes = HttpLane.open(vertx, server.port(), plan.connections());
    }

    /** Sets it up in that folder, which must be empty. */
    static Stage set(Plan plan, Path folder, Report report) throws Exception {
        return new Stage(plan, folder, report);
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

    PgAddress database() {
        return postgres.address();
    }

    Starts starts() {
        return starts;
    }

    Rounds rounds() {
        return new Rounds(meter);
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

    @Override
    public void close() throws Exception {
        server.close();
        echo.close();
        line.close();
        vertx.close().await();
        postgres.close();
    }

    private static ProcessHandle postmaster(Path file) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
