package dev.deskbus.bench;

import dev.deskbus.bench.report.Json;
import dev.deskbus.bench.report.Plots;
import dev.deskbus.bench.report.Report;
import dev.deskbus.bench.report.Row;
import dev.deskbus.bench.report.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a node and the ceilings of the same machine in one run, and writes the table, JSON and
 * plots. {@code mvn -Pbench}, or {@code mvn -Pbench -Dquick} in under three minutes.
 */
public final class Bench {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    private final Plan plan;
    private final Path output;
    private final Report report = new Report();
    private final Belongings belongings = new Belongings();
    private boolean broken;

    private Bench(Plan plan, Path output) {
        this.plan = plan;
        this.output = output;
    }

    /** Writes into the folder that is named, or {@code docs/bench}. */
    public static void main(String[] arguments) throws Exception {
        Path output = Path.of(arguments.length == 0 ? "docs/bench" : arguments[0]);
        Bench bench = new Bench(Plan.ofProperties(), Files.createDirectories(output));
        Runtime.getRuntime().addShutdownHook(new Thread(bench.belongings::close, "end"));
        try {
            bench.run();
            bench.write();
            LOG.info("\n{}", Tables.of(bench.report));
        } catch (Exception e) {
            LOG.error("the benchmark ends", e);
            bench.broken = true;
        }
        System.exit(bench.broken ? 1 : 0); // threads of libraries may still be there
    }

    private void run() throws Exception {
        long begun = System.nanoTime();
        describe();
        Path folder = Files.createTempDirectory("deskbus-bench");
        LOG.info("sets the stage in {}", folder);
        Stage stage = new Stage(plan, folder, report, belongings);
        perform(stage);
        report.fact(
                "taken by others while it was measured",
                stage.meter().othersPercent() + " % of the processors");
        report.fact("took", (System.nanoTime() - begun) / 1_000_000_000 + " s");
    }

    private void perform(Stage stage) throws Exception {
        Texts texts = new Texts(stage);
        Memory memory = new Memory(stage);
        Others others = new Others(stage);
        Profile profile = new Profile(stage);
        texts.prepare();
        part(profile, "texts", texts::run);
        part(profile, "replies", () -> new Replies(stage, texts).run());
        part(profile, "assignments", () -> new Assignments(stage).run());
        part(profile, "others", () -> others.run(texts.visitors()));
        part(profile, "floor", others::floor);
        part(profile, "consoles", memory::consoles);
        part(profile, "sessions", memory::sessions);
        part(profile, "peers", () -> new Peers(stage).run(texts.visitors()));
        // The last: consoles find its sessions by themselves, and are shown what was said there.
        part(profile, "history", () -> new Histories(stage).run(texts.visitors()));
        Missing.note(report, plan);
    }

    private interface Part {
        void run() throws Exception;
    }

    /** What breaks is told, and the rest goes on. */
    private void part(Profile profile, String name, Part part) {
        if (plan.wants(name)) {
            LOG.info("{}", name);
            try {
                profile.begin();
                part.run();
                profile.end(name);
                write(); // a long run may be cut off
            } catch (Exception e) {
                LOG.error("{} broke", name, e);
                report.fact("broke", name);
                broken = true;
            }
        }
    }

    private void describe() {
        String only =
                plan.only().isEmpty()
                        ? ""
                        : " -Dbench.only=" + String.join(",", new TreeSet<>(plan.only()));
        report.fact("command", "`mvn -Pbench" + (plan.quick() ? " -Dquick" : "") + only + "`");
        report.fact("processors", "" + Runtime.getRuntime().availableProcessors());
        report.fact("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        report.fact("JVM", Runtime.version() + ", flags " + String.join(" ", plan.flags()));
        report.fact("database", "PostgreSQL, fsync=on, synchronous_commit=on");
    }

    private void write() throws IOException {
        Files.writeString(output.resolve("results.md"), Tables.of(report));
        Files.writeString(output.resolve("results.json"), Json.of(report));
        List<Row> rows =
                report.rows().stream().filter(row -> row.what().contains(" connections")).toList();
        Files.writeString(
                output.resolve("rates.svg"),
                Plots.rates("Visitor texts in a second, durable and pushed", rows));
        if (!report.curves().isEmpty()) {
            Files.writeString(
                    output.resolve("times.svg"),
                    Plots.times(
                            "Visitor text at half of the node's top rate, open loop",
                            report.curves()));
        }
    }
}
