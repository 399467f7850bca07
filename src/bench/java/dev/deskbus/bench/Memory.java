package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.node.Says;
import dev.deskbus.bench.node.Settlers;
import dev.deskbus.bench.node.Town;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What sessions and consoles cost that only sit there, and whether many make messages dear. */
final class Memory {
    private static final double PER_SESSION_KIB = 6;
    private static final double PER_CONSOLE_KIB = 25;
    private static final double FLAT = 1.15;

    /** So long after it has become idle something is out of memory. */
    private static final Duration SWEPT = Duration.ofSeconds(2);

    private final Stage stage;

    Memory(Stage stage) {
        this.stage = stage;
    }

    /** Consoles of agents who have nothing to do. */
    void consoles() throws Exception {
        List<String> idlers = stage.town().idlers();
        awaitIdle();
        long before = stage.server().liveHeap();
        stage.desk().seat(stage.server(), idlers, (_, _) -> {});
        double each = kib(stage.server().liveHeap() - before) / idlers.size();
        stage.report()
                .add(
                        Goal.atMost("heap per connected console", " KiB", PER_CONSOLE_KIB, each)
                                .noting(idlers.size() + " consoles"));
    }

    /** Sessions in which somebody has just spoken. */
    void sessions() throws Exception {
        int first = stage.plan().few();
        List<Visitor> all = new ArrayList<>(stage.crowd().meet("few", first, Town.TALK));
        Row few = speak("%,d live sessions".formatted(first), all);
        awaitIdle();
        long before = stage.server().liveHeap();
        int more = stage.plan().crowd() - first;
        List<Visitor> others =
                Settlers.settle(stage.database(), all.getFirst(), stage.town().talkers(), more);
        sayOnceEach(others);
        long after = stage.server().liveHeap();
        double each = kib(after - before) / more;
        all.addAll(others);
        Row many = speak("%,d live sessions".formatted(all.size()), all);
        stage.report()
                .add(
                        Goal.atMost("heap per live idle session", " KiB", PER_SESSION_KIB, each)
                                .noting("%,d sessions".formatted(more)));
        flat(few, many);
        passive(after, more);
    }

    private void flat(Row few, Row many) {
        Plan plan = stage.plan();
        Goal goal =
                Goal.atMost(
                                "message cost with 100,000 live sessions: times that with 1,000",
                                "",
                                FLAT,
                                many.sample().processorMicros() / few.sample().processorMicros())
                        .noting("%,d and %,d sessions".formatted(plan.few(), plan.crowd()));
        stage.report().add(plan.quick() ? goal.hinted() : goal);
    }

    private void passive(long live, int sessions) throws Exception {
        String what = "heap that a passivated session gives back";
        if (stage.plan().quick()) {
            stage.report().add(Goal.open(what, "all of it"));
            return;
        }
        awaitIdle();
        double each = kib(live - stage.server().liveHeap()) / sessions;
        stage.report().add(Goal.atLeast(what, " KiB", 0, each));
    }

    /** What was used before is in memory no more. */
    private void awaitIdle() {
        LockSupport.parkNanos(stage.plan().idle().plus(SWEPT).toNanos());
    }

    private Row speak(String what, List<Visitor> visitors) throws Exception {
        Says says = new Says(stage.lanes(), visitors, stage.pushed());
        return new Looks(stage)
                .measure(
                        "visitor text, " + what,
                        Texts.closed(says, stage.pushed(), stage.plan().round()));
    }

    private void sayOnceEach(List<Visitor> visitors) throws InterruptedException {
        Marks marks = stage.pushed();
        long end = marks.departed() + visitors.size();
        Says says = new Says(stage.lanes(), visitors, marks);
        while (marks.departed() < end) {
            ClosedLoop.run(says, Duration.ofMillis(250));
        }
    }

    private static double kib(long bytes) {
        return bytes / 1024.0;
    }
}
