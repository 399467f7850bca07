package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.node.Chats;
import dev.deskbus.bench.node.Desk;
import dev.deskbus.bench.node.Town;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Requests that are enqueued, assigned and created: the third party has taken {@code create}. */
final class Assignments {
    private static final double OVER_MANY = 3000;
    private static final double THROUGH_ONE = 1000;

    private final Stage stage;

    Assignments(Stage stage) {
        this.stage = stage;
    }

    void run() throws Exception {
        stage.desk().seat(stage.server(), stage.town().servers(), (_, _) -> {});
        stage.desk().seat(stage.server(), stage.town().singles(), (_, _) -> {});
        List<String> pickers = stage.town().pickers();
        for (int i = 0; i < pickers.size(); i++) {
            stage.desk()
                    .seat(stage.server(), List.of(pickers.get(i)), Desk.picking(i, pickers.size()));
        }
        List<Visitor> visitors = stage.crowd().logIn("asks", stage.plan().connections() * 4);
        goal(measure("over " + Town.MANY + " queues", visitors, i -> 1 + i % Town.MANY), OVER_MANY);
        goal(measure("through a single queue", visitors, _ -> Town.SINGLE), THROUGH_ONE);
        measure("picked by agents", visitors, _ -> Town.PICK);
    }

    private Row measure(String how, List<Visitor> visitors, IntToLongFunction queues)
            throws Exception {
        Chats chats = new Chats(stage.lanes(), visitors, stage.receiver(), queues);
        ClosedLoop.run(chats, warmUp());
        return stage.measureNode(
                "1000 to create, " + how, 1, () -> ClosedLoop.run(chats, stage.plan().round()));
    }

    /** No other part runs so much code for each of so few. */
    private Duration warmUp() {
        Duration usual = stage.plan().warmUp();
        return stage.plan().quick() ? usual.dividedBy(2) : usual.multipliedBy(2);
    }

    private void goal(Row row, double wanted) {
        stage.report().add(Goal.atLeast(row.what(), "/s", wanted, row.rate()));
    }
}
