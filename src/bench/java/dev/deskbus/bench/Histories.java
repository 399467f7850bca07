package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.bench.node.Archive;
import dev.deskbus.bench.node.Asks;
import dev.deskbus.bench.node.Says;
import dev.deskbus.bench.node.Settlers;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Row;
import java.util.ArrayList;
import java.util.List;

/** Whether the last words of a client cost the same when there are fifty times as many. */
final class Histories {
    private static final int EACH = 500;
    private static final int MILLION = 1_000_000;
    private static final double FLAT = 1.15;

    private final Stage stage;
    private final int millions = Integer.getInteger("bench.events", 50);

    Histories(Stage stage) {
        this.stage = stage;
    }

    /** By the pattern of one of these, who all say something first. */
    void run(List<Visitor> visitors) throws Exception {
        ClosedLoop.run(new Says(stage.lanes(), visitors, stage.pushed()), stage.plan().round());
        Visitor model = visitors.getFirst();
        List<Visitor> all = new ArrayList<>(fill(model, MILLION / EACH));
        ClosedLoop.run(Asks.histories(stage.lanes(), all), stage.plan().warmUp());
        Row few = read("1 million events", all);
        all.addAll(fill(model, (millions - 1) * (MILLION / EACH)));
        Row many = read(millions + " million events", all);
        stage.report()
                .add(
                        Goal.atMost(
                                "page of a history, PostgreSQL's time, with "
                                        + millions
                                        + " million events: times 1 million",
                                "",
                                FLAT,
                                databaseMicros(many) / databaseMicros(few)));
    }

    /** The server's own share does not know how many there are. */
    private static double databaseMicros(Row row) {
        return row.sample().micros(row.sample().databaseNanos());
    }

    private List<Visitor> fill(Visitor model, int sessions) throws Exception {
        List<Visitor> settlers =
                Settlers.settle(stage.database(), model, stage.town().talkers(), sessions);
        Archive.fill(stage.database(), model, settlers, EACH);
        Archive.tidy(stage.database());
        return settlers;
    }

    /** Of everybody in turn, so that no page is asked for again soon. */
    private Row read(String what, List<Visitor> visitors) throws Exception {
        Operation reading = Asks.histories(stage.lanes(), visitors);
        return new Looks(stage)
                .measure(
                        "history of 20 (type 5003), " + what,
                        () -> ClosedLoop.run(reading, stage.plan().round()));
    }
}
