package dev.deskbus.bench;

import dev.deskbus.bench.ceiling.Floor;
import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.bench.node.Asks;
import dev.deskbus.bench.node.Visitor;
import java.util.List;

/** What has no goal, but a figure: logins, polls, histories, and the bare database. */
final class Others {
    private final Stage stage;

    Others(Stage stage) {
        this.stage = stage;
    }

    void run(List<Visitor> visitors) throws Exception {
        measure("login (type 3)", Asks.logins(stage.lanes(), "comes"));
        measure("poll (type 1001)", Asks.states(stage.lanes(), visitors));
        measure("history of 20 (type 5003)", Asks.histories(stage.lanes(), visitors));
    }

    /** Rows in batches with no server around. */
    void floor() throws Exception {
        try (Floor floor = Floor.open(stage.vertx(), stage.ceilings())) {
            ClosedLoop.run(floor, stage.plan().round());
            stage.rounds()
                    .with(Names.FLOOR, List.of(), () -> ClosedLoop.run(floor, stage.plan().round()))
                    .run(1)
                    .forEach(
                            (who, all) ->
                                    stage.report().add("rows on disk", who, Floor.BATCH, all));
        }
    }

    private void measure(String what, Operation operation) throws Exception {
        ClosedLoop.run(operation, stage.plan().round().dividedBy(2));
        stage.measureNode(what, 1, () -> ClosedLoop.run(operation, stage.plan().round()));
    }
}
