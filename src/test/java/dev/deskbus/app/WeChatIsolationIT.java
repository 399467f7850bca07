package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.file.Samples;
import dev.deskbus.gateway.wechat.StubHost;
import dev.deskbus.gateway.wechat.StubHost.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service account's host hangs for half a minute, with callbacks and media waiting for it. From
 * a visitor's question to the robot's answer at another account's host it takes no longer than
 * before. Prints what it measured.
 */
class WeChatIsolationIT {
    private static final Logger LOG = LoggerFactory.getLogger(WeChatIsolationIT.class);
    private static final int FAST_VISITORS = 4;
    private static final int SLOW_VISITORS = 80;
    private static final int WARM_UP = 60;
    private static final Duration HANGS = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(60);

    /** Noise of a busy machine; a place that is not free would cost seconds. */
    private static final double SLACK_MILLIS = 150;

    private static final String ACCOUNTS =
            """
            integrations:
              gh_fast: {tenant: main, callback-path: /x, wechat: {url: "%s"}}
              gh_slow: {tenant: main, callback-path: /x, wechat: {url: "%s"}}
            """;

    @TempDir Path folder;

    @Test
    void anAccountThatHangsDelaysNoOther() throws Exception {
        try (StubHost fast = new StubHost();
                StubHost slow = new StubHost()) {
            slow.has("PICTURE", Samples.png());
            Map<String, String> settings =
                    Map.of(
                            "DESKBUS_WECHAT_ALLOW",
                            "loopback",
                            "DESKBUS_DIRECTORY",
                            directory(fast, slow).toString());
            try (NodeProcess node = NodeProcess.start(folder, settings)) {
                List<Talk> talks = begin(node, fast, "gh_fast", FAST_VISITORS);
                List<Talk> stuck = begin(node, slow, "gh_slow", SLOW_VISITORS);
                measure(fast, talks, Duration.ZERO);

                double before = p99(measure(fast, talks, HANGS.dividedBy(3)));
                slow.hang();
                for (Talk talk : stuck) {
                    talk.ask();
                    talk.visitor().send(talk.session(), "image", Map.of("mediaId", "PICTURE"));
                }
                double during = p99(measure(fast, talks, HANGS));

                LOG.warn(
                        "answer of one account, p99: {} ms before, {} ms while another hangs",
                        Math.round(before),
                        Math.round(during));
                assertThat(during).as("p99 in ms").isLessThan(before + SLACK_MILLIS);
                assertThat(slow.calls().size()).as("it was called all the time").isPositive();
                slow.goOn();
                awaitAnswers(slow, stuck);
            }
        }
    }

    /** The demo with both accounts. */
    private Path directory(StubHost fast, StubHost slow) throws Exception {
        String accounts = ACCOUNTS.formatted(fast.address(), slow.address());
        return Files.writeString(
                folder.resolve("directory.yaml"),
                Files.readString(Path.of("conf/demo.yaml")).replace("integrations:\n", accounts));
    }

    private record Talk(BridgeCaller visitor, long session) {
        void ask() throws Exception {
            visitor.send(session, "text", "你们几点上班");
        }
    }

    private static List<Talk> begin(NodeProcess node, StubHost host, String epid, int count)
            throws Exception {
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BridgeCaller visitor = new BridgeCaller(node, epid, epid + i);
            visitor.done("createcon", "skillGroup", 3);
            Call create =
                    Await.until(
                                    Duration.ofSeconds(20),
                                    () -> host.calls("create", visitor.openId()),
                                    calls -> !calls.isEmpty())
                            .getFirst();
            talks.add(new Talk(visitor, create.body().path("sessionId").asLong()));
        }
        return talks;
    }

    /** Milliseconds from each question to its answer, one after another; at least the warm-up. */
    private static List<Double> measure(StubHost host, List<Talk> talks, Duration time)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end || millis.size() < WARM_UP) {
            Talk talk = talks.get(millis.size() % talks.size());
            int answered = host.calls("msg", talk.visitor().openId()).size();
            long asked = System.nanoTime();
            talk.ask();
            List<Call> answers =
                    Await.until(
                            Duration.ofSeconds(20),
                            () -> host.calls("msg", talk.visitor().openId()),
                            calls -> calls.size() > answered);
            millis.add((answers.getLast().nanos() - asked) / 1e6);
            new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return millis;
    }

    /** Nothing is lost by hanging: everybody's answer comes in the end. */
    private static void awaitAnswers(StubHost host, List<Talk> talks) throws Exception {
        for (Talk talk : talks) {
            Await.until(
                    Duration.ofSeconds(60),
                    () -> host.calls("msg", talk.visitor().openId()),
                    calls -> !calls.isEmpty());
        }
    }

    private static double p99(List<Double> millis) {
        return millis.stream().sorted().skip(millis.size() * 99L / 100).findFirst().orElseThrow();
    }
}
