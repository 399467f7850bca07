package dev.deskbus.bench;

import dev.deskbus.bench.load.ClosedLoop;
import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Meter.Measuring;
import dev.deskbus.bench.load.Operation;
import dev.deskbus.bench.load.Sample;
import dev.deskbus.bench.node.Owners;
import dev.deskbus.bench.node.Says;
import dev.deskbus.bench.node.Server;
import dev.deskbus.bench.node.Visitor;
import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two nodes: what is said at the first in sessions that live at the second, compared with sessions
 * that live at the first. Then three, each with a third of the visitors' connections, whose
 * sessions live anywhere. The agents' consoles are at the first.
 */
final class Peers {
    private static final double TIMES_LOCAL = 1.6;

    private final Stage stage;

    Peers(Stage stage) {
        this.stage = stage;
    }

    void run(List<Visitor> visitors) throws Exception {
        Server second = stage.starts().peer(stage.server(), "second");
        Owners owners = new Owners(stage.database());
        owners.awaitShare(second, 2);
        List<Visitor> here = owners.at(stage.server(), visitors);
        List<Visitor> there = owners.at(second, visitors);
        int lanes = Math.min(here.size(), there.size());
        Operation local = says(here.subList(0, lanes));
        Operation remote = says(there.subList(0, lanes));
        ClosedLoop.run(remote, stage.plan().warmUp());
        ClosedLoop.run(local, stage.plan().warmUp().dividedBy(2));
        compare(second, local, remote);
        Server third = stage.starts().peer(stage.server(), "third");
        owners.awaitShare(third, 3);
        spread(List.of(stage.server(), second, third), visitors);
        stage.starts().end(third);
        stage.starts().end(second);
        owners.awaitShare(stage.server(), 1);
    }

    private void spread(List<Server> servers, List<Visitor> visitors) throws Exception {
        List<HttpLane> lanes = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            int share =
                    visitors.size() / servers.size()
                            + (i < visitors.size() % servers.size() ? 1 : 0);
            lanes.addAll(HttpLane.open(stage.vertx(), servers.get(i).port(), share));
        }
        Operation says = new Says(lanes, visitors, stage.pushed());
        Sample warm = ClosedLoop.run(says, stage.plan().warmUp());
        if (warm.failures() > 0) {
            stage.report()
                    .fact("failed while the third node took over", warm.failures() + " texts");
        }
        String who = "all of them";
        List<ProcessHandle> all = servers.stream().map(Server::handle).toList();
        List<Sample> samples =
                stage.rounds().with(who, all, say(says)).run(stage.plan().rounds()).get(who);
        stage.report().add("visitor text, three nodes", who, samples);
    }

    private void compare(Server second, Operation local, Operation remote) throws Exception {
        List<ProcessHandle> both = List.of(stage.server().handle(), second.handle());
        Map<String, List<Sample>> found =
                stage.rounds()
                        .with("local session", both, say(local))
                        .with("session of the second node", both, say(remote))
                        .run(stage.plan().rounds());
        String what = "visitor text, two nodes";
        Row ofLocal = stage.report().add(what, "local session", found.get("local session"));
        Row ofRemote =
                stage.report()
                        .add(
                                what,
                                "session of the second node",
                                found.get("session of the second node"));
        stage.report()
                .add(
                        Goal.atMost(
                                "processor time of a second node's message: times a local one's",
                                "",
                                TIMES_LOCAL,
                                ofRemote.sample().processorMicros()
                                        / ofLocal.sample().processorMicros()));
    }

    private Measuring say(Operation operation) {
        return Texts.closed(operation, stage.pushed(), stage.plan().round());
    }

    private Says says(List<Visitor> visitors) {
        List<HttpLane> lanes = stage.lanes().subList(0, visitors.size());
        return new Says(lanes, visitors, stage.pushed());
    }
}
