package dev.deskbus.bench;

import dev.deskbus.bench.report.Goal;
import dev.deskbus.bench.report.Report;

/** Goals that a run leaves out stay in its table. */
final class Missing {
    private Missing() {}

    static void note(Report report, Plan plan) {
        if (!plan.wants("history")) {
            report.add(
                    Goal.open(
                            "page of a history, PostgreSQL's time, with 50 million events: times 1"
                                    + " million",
                            "≤ 1.15"));
        }
        if (!plan.wants("peers")) {
            report.add(
                    Goal.open(
                            "processor time of a second node's message: times a local one's",
                            "≤ 1.60"));
        }
    }
}
