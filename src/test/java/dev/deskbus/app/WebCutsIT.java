package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers' sockets cut a thousand times: received is committed, in order, nothing twice. */
class WebCutsIT {
    private static final List<String> AGENTS = List.of("SELITE", "AE1EA", "000169", "BOSS1");
    private static final int CUTS_EACH = 250;

    @TempDir Path folder;

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        int database = FreePorts.next();
        long seed = System.nanoTime();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess node =
                        NodeProcess.start(
                                folder,
                                Map.of(
                                        "DESKBUS_DATABASE_PORT",
                                        "" + database,
                                        "DESKBUS_CONSOLE_FRAMES_PER_MINUTE",
                                        "999999"))) {
            List<CutBrowser> browsers = new ArrayList<>();
            for (String agent : AGENTS) {
                CutBrowser browser = new CutBrowser(node, agent, seed + browsers.size());
                browser.accept(thirdParty.address());
                browsers.add(browser);
            }

            cutAll(browsers);

            for (CutBrowser browser : browsers) {
                List<String> committed = Committed.words(database, browser.session());
                browser.recover(committed);
                assertThat(browser.received()).as("seed %s", seed).isEqualTo(committed);
                assertThat(browser.ousted()).isLessThan(CUTS_EACH / 50);
                assertThat(browser.faults()).as("seed %s", seed).isEmpty();
                assertThat(committed.stream().filter(word -> word.contains(" v")).count())
                        .isGreaterThan(100);
                List<String> own =
                        committed.stream()
                                .map(word -> word.substring(word.indexOf(' ') + 1))
                                .filter(word -> word.startsWith("a"))
                                .toList();
                assertThat(own).doesNotHaveDuplicates();
                assertThat(own.size()).isBetween(browser.answered(), browser.answered() + 1);
            }
            assertThat(node.output()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    private static void cutAll(List<CutBrowser> browsers) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> visitors = new ArrayList<>();
            List<Future<Void>> agents = new ArrayList<>();
            for (CutBrowser browser : browsers) {
                visitors.add(threads.submit(task(() -> browser.talk(stop))));
                agents.add(threads.submit(task(() -> browser.suffer(CUTS_EACH))));
            }
            try {
                for (Future<Void> agent : agents) {
                    agent.get(240, TimeUnit.SECONDS);
                }
            } finally {
                stop.countDown();
            }
            for (Future<Void> visitor : visitors) {
                visitor.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Callable<Void> task(Work work) {
        return () -> {
            work.run();
            return null;
        };
    }
}
