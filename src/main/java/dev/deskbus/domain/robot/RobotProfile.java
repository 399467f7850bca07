package dev.deskbus.domain.robot;

import dev.deskbus.domain.id.AgentId;
import java.time.Duration;

/**
 * How a robot answers.
 *
 * @param fallback what it says when it knows no answer
 */
public record RobotProfile(AgentId robot, String fallback, Mind mind) {
    /** Said by robots of which the directory does not say otherwise. */
    public static final String USUAL_FALLBACK = "抱歉，没有找到答案，您可以输入“转人工”";

    /** A robot of which the directory says nothing. */
    public static RobotProfile usual(AgentId robot) {
        return new RobotProfile(robot, USUAL_FALLBACK, Faq.USUAL);
    }

    /** Where the answers come from. */
    public sealed interface Mind {}

    /**
     * The tenant's frequent questions.
     *
     * @param threshold how much a question must be like a known one, from 0 to 1
     */
    public record Faq(double threshold) implements Mind {
        /** The threshold that the calibration set found: few misses, hardly a wrong answer. */
        public static final Faq USUAL = new Faq(0.42);
    }

    /**
     * A chat completion endpoint over HTTP.
     *
     * @param url base, without a slash at its end; {@code /chat/completions} comes after it
     * @param prompt the system prompt; empty for none
     * @param timeout from the question to the last byte of the answer
     */
    public record Http(String url, String model, Key key, String prompt, Duration timeout)
            implements Mind {
        /** For robots that are given no other. */
        public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(8);
    }

    /**
     * A key that no log may show.
     *
     * @param value empty for an endpoint that wants none
     */
    public record Key(String value) {
        @Override
        public String toString() {
            return value.isEmpty() ? "(none)" : "(secret)";
        }
    }
}
