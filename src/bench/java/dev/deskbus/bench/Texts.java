package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.Console;
import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Meter.Measuring;
import dev.deskbus.bench.load.OpenLoop;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.bench.load.Sample;
import dev.deskbus.bench.node.Says;
import dev.deskbus.bench.node.Town;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Report;
import dev.deskbus.bench.report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What visitors say: durable, answered, and pushed to the agent's console. */
final class Texts {
    private static final String WHAT = "visitor text";
    private static final double OF_THE_LINE = 0.60;
    private static final double OF_THE_ECHO = 0.25;
    private static final double TIMES_THE_LINE = 5;

    /** So much longer it takes until all of its code is compiled. */
    private static final int NODE_IS_LARGER = 3;

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000;
    private static final long QUIET_NANOS = 100_000_000;

    private final Stage stage;
    private final Marks lineMarks = new Marks();
    private List<Visitor> visitors = List.of();
    private List<Console> lineConsoles = List.of();

    Texts(Stage stage) {
        this.stage = stage;
    }

    /** One visitor for each connection, each in a session. */
    List<Visitor> visitors() {
        return visitors;
    }

    /** The agents' sockets at the straight line. */
    List<Console> lineConsoles() {
        return lineConsoles;
    }

    /** Brings everybody together. */
    void prepare() throws Exception {
        stage.talkers();
        visitors = stage.crowd().meet("talks", stage.plan().connections(), Town.TALK);
        List<Console> agents = new ArrayList<>();
        for (int i = 0; i < stage.town().talkers().size(); i++) {
            agents.add(
                    Console.open(
                                    stage.vertx(),
                                    stage.line().port(),
                                    "/agent/" + i,
                                    (_, frame) -> lineMarks.arrive(frame, System.nanoTime()))
                            .await());
        }
        lineConsoles = agents;
    }

    /** The top rate, and the times at half of it. */
    void run() throws Exception {
        List<HttpLane> toEcho = lanes(stage.echo().port());
        List<HttpLane> toLine = lanes(stage.line().port());
        Operation echo = new Says(toEcho, visitors, new Marks());
        Operation line = new Says(toLine, visitors, lineMarks);
        Operation node = new Says(stage.lanes(), visitors, stage.pushed());
        warmUp(echo, line, node);
        single(toEcho, toLine);
        double top = top(echo, line, node);
        half(line, node, top / 2);
    }

    private void warmUp(Operation echo, Operation line, Operation node) throws Exception {
        Duration time = stage.plan().warmUp();
        ClosedLoop.run(echo, time.dividedBy(2));
        ClosedLoop.run(line, time);
        ClosedLoop.run(node, time.multipliedBy(NODE_IS_LARGER));
    }

    private void single(List<HttpLane> toEcho, List<HttpLane> toLine) throws Exception {
        Operation echo = new Says(toEcho.subList(0, 1), visitors, new Marks());
        Operation line = new Says(toLine.subList(0, 1), visitors, lineMarks);
        Operation node = new Says(stage.lanes().subList(0, 1), visitors, stage.pushed());
        Duration time = stage.plan().round().dividedBy(2);
        rounds(
                        closed(echo, new Marks(), time),
                        closed(line, lineMarks, time),
                        closed(node, stage.pushed(), time))
                .run(1)
                .forEach((who, all) -> stage.report().add(WHAT + ", 1 connection", who, all));
    }

    private double top(Operation echo, Operation line, Operation node) throws Exception {
        Duration time = stage.plan().round();
        Map<String, List<Sample>> found =
                rounds(
                                closed(echo, new Marks(), time),
                                closed(line, lineMarks, time),
                                closed(node, stage.pushed(), time))
                        .run(stage.plan().rounds());
        String what = WHAT + ", " + stage.plan().connections() + " connections";
        found.forEach((who, all) -> stage.report().add(what, who, all));
        Report report = stage.report();
        List<Sample> nodes = found.get(Names.NODE);
        report.add(
                Goal.atLeast(
                        what + ": of the straight line",
                        "",
                        OF_THE_LINE,
                        Report.ratio(nodes, found.get(Names.LINE))));
        report.add(
                Goal.atLeast(
                        what + ": of the echo",
                        "",
                        OF_THE_ECHO,
                        Report.ratio(nodes, found.get(Names.ECHO))));
        return Report.median(nodes.stream().mapToDouble(Sample::rate).toArray());
    }

    private void half(Operation line, Operation node, double rate) throws Exception {
        Duration time = stage.plan().round();
        Map<String, List<Sample>> found =
                stage.rounds()
                        .with(
                                Names.LINE,
                                List.of(stage.line().handle()),
                                () -> complete(() -> OpenLoop.run(line, rate, time), lineMarks))
                        .with(
                                Names.NODE,
                                List.of(stage.server().handle()),
                                () ->
                                        complete(
                                                () -> OpenLoop.run(node, rate, time),
                                                stage.pushed()))
                        .run(stage.plan().rounds());
        String what = WHAT + ", open loop at half of the node's top rate";
        Row ofLine = stage.report().add(what, Names.LINE, found.get(Names.LINE));
        Row ofNode = stage.report().add(what, Names.NODE, found.get(Names.NODE));
        stage.report().curve(Names.LINE, ofLine.sample().times());
        stage.report().curve(Names.NODE, ofNode.sample().times());
        double p99 = ofNode.sample().millis(99);
        double linesP99 = ofLine.sample().millis(99);
        stage.report()
                .add(
                        Goal.atMost(
                                        "p99 at half of the top rate: times the straight line's",
                                        "",
                                        TIMES_THE_LINE,
                                        p99 / linesP99)
                                .noting("%.1f ms, %.1f ms".formatted(p99, linesP99)));
    }

    private Rounds rounds(Measuring echo, Measuring line, Measuring node) {
        return stage.rounds()
                .with(Names.ECHO, List.of(stage.echo().handle()), echo)
                .with(Names.LINE, List.of(stage.line().handle()), line)
                .with(Names.NODE, List.of(stage.server().handle()), node);
    }

    /** A round of that, at its top rate, whose every push must come. */
    static Measuring closed(Operation operation, Marks marks, Duration time) {
        return () -> complete(() -> ClosedLoop.run(operation, time), marks);
    }

    /** Every push of the round must come, if a little later. */
    private static Sample complete(Measuring round, Marks marks) throws Exception {
        long before = settled(marks);
        Sample sample = round.run();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (marks.underWay() > before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return sample.withMissing(marks.underWay() - before);
    }

    /** What is left when nothing arrives any more of what was said before. */
    private static long settled(Marks marks) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long left = marks.underWay();
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(QUIET_NANOS);
            long now = marks.underWay();
            if (now == left) {
                break;
            }
            left = now;
        }
        return left;
    }

    private List<HttpLane> lanes(int port) throws Exception {
        return HttpLane.open(stage.vertx(), port, stage.plan().connections());
    }
}
