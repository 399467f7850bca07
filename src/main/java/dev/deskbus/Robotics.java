package dev.deskbus;

import dev.deskbus.config.Settings;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.tpi.RobotSearchResource;
import dev.deskbus.ops.Metrics;
import dev.deskbus.port.Robot;
import dev.deskbus.port.RobotProfiles;
import dev.deskbus.robot.FaqRobot;
import dev.deskbus.robot.RobotCounts;
import dev.deskbus.robot.RobotRules;
import dev.deskbus.robot.Robots;
import dev.deskbus.store.PgFaqStore;
import dev.deskbus.store.PgRobotProfiles;
import io.vertx.core.Vertx;

/** The robots of a node, and who serves what they know. */
record Robotics(Robot robot, RobotProfiles profiles, RobotSearchResource search) {
    /** Wires them; nothing is asked before somebody asks. */
    static Robotics of(Vertx vertx, Stores stores, Metrics metrics, Settings settings) {
        RobotProfiles profiles = new PgRobotProfiles(stores.pg());
        FaqRobot faq = new FaqRobot(vertx, new PgFaqStore(stores.pg()), RobotRules.STANDARD);
        RobotCounts counts = new RobotCounts();
        metrics.count("deskbus.robot.answered", "Questions with an answer", counts::answered);
        metrics.count("deskbus.robot.unsure", "Questions with the fallback", counts::unsure);
        metrics.count("deskbus.robot.failed", "Of these, by a failure", counts::failed);
        return new Robotics(
                new Robots(vertx, profiles, faq, RobotRules.STANDARD, counts),
                profiles,
                new RobotSearchResource(
                        vertx,
                        stores.directory(),
                        faq,
                        new RobotSearchResource.Bound(
                                new CallerAddress(settings.edges().front().proxies()),
                                settings.tpi().crowds().searches())));
    }
}
