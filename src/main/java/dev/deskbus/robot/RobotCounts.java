package dev.deskbus.robot;

import java.util.concurrent.atomic.LongAdder;

/** What robots have done on this node. */
public final class RobotCounts {
    private final LongAdder answered = new LongAdder();
    private final LongAdder unsure = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void onAnswer(boolean sure) {
        (sure ? answered : unsure).increment();
    }

    void onFailure() {
        failed.increment();
    }

    /** Questions that got an answer of which the robot was sure. */
    public long answered() {
        return answered.sum();
    }

    /** Questions that got the fallback, whatever the reason. */
    public long unsure() {
        return unsure.sum();
    }

    /** Of these, the ones where something did not work. */
    public long failed() {
        return failed.sum();
    }
}
