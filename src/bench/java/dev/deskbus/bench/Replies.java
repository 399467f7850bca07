package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.Console;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.bench.load.Sample;
import dev.deskbus.bench.node.Answers;
import dev.deskbus.bench.node.Answers.Talk;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What agents say: durable, and taken by the third party. */
final class Replies {
    private static final String WHAT = "agent text to callback";
    private static final double OF_THE_LINE = 0.30;

    private final Stage stage;
    private final Texts texts;

    Replies(Stage stage, Texts texts) {
        this.stage = stage;
        this.texts = texts;
    }

    void run() throws Exception {
        Operation line = answers(lineTalks());
        Operation node = answers(talks());
        ClosedLoop.run(line, stage.plan().warmUp().dividedBy(2));
        ClosedLoop.run(node, stage.plan().warmUp().dividedBy(2));
        Duration time = stage.plan().round();
        Map<String, List<Sample>> found =
                stage.rounds()
                        .with(
                                Names.LINE,
                                List.of(stage.line().handle()),
                                () -> ClosedLoop.run(line, time))
                        .with(
                                Names.NODE,
                                List.of(stage.server().handle()),
                                () -> ClosedLoop.run(node, time))
                        .run(stage.plan().rounds());
        found.forEach((who, all) -> stage.report().add(WHAT, who, all));
        stage.report()
                .add(
                        Goal.atLeast(
                                WHAT + ": of the straight line",
                                "",
                                OF_THE_LINE,
                                Report.ratio(found.get(Names.NODE), found.get(Names.LINE))));
    }

    private Answers answers(List<Talk> talks) {
        return new Answers(talks, stage.receiver(), stage.called());
    }

    private List<Talk> talks() throws Exception {
        Map<String, Console> consoles = stage.talkers();
        return texts.visitors().stream()
                .map(visitor -> new Talk(consoles.get(visitor.agent()), visitor.client()))
                .toList();
    }

    private List<Talk> lineTalks() {
        List<Talk> talks = new ArrayList<>();
        List<Visitor> visitors = texts.visitors();
        List<Console> consoles = texts.lineConsoles();
        for (int i = 0; i < visitors.size(); i++) {
            talks.add(
                    new Talk(
                            consoles.get(i % consoles.size()),
                            String.valueOf(visitors.get(i).session())));
        }
        return talks;
    }
}
