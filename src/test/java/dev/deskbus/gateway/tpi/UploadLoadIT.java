package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.file.Samples;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many large files at once: they must pass through memory, not gather in it. */
class UploadLoadIT {
    private static final int FILES = 50;
    private static final int SIZE = 5 * 1024 * 1024;
    private static final long GROWTH = 100L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void fiftyFilesOfFiveMegabytesNeedNoMemoryOfTheirSize() throws Exception {
        byte[] content = Arrays.copyOf(Samples.jpeg(), SIZE);
        byte[] form = new Form().file("f", "a.jpg", content).whole();
        try (UploadServer server = new UploadServer(folder, SIZE, FILES, PATIENCE);
                ExecutorService senders = Executors.newFixedThreadPool(FILES)) {
            String path = "/webchat/tpiu?token=" + server.token;
            server.post(path, new Form().type(), body(form)); // loads the classes
            long before = heapInUse();

            List<Future<Integer>> results =
                    IntStream.range(0, FILES)
                            .mapToObj(_ -> senders.submit(() -> send(server, path, form)))
                            .toList();
            long most = before;
            while (!results.stream().allMatch(Future::isDone)) {
                most = Math.max(most, heapInUse());
                senders.awaitTermination(200, TimeUnit.MILLISECONDS);
            }

            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(1);
            }
            assertThat(most - before).isLessThan(GROWTH);
            assertThat(server.onDisk()).hasSize(FILES + 1);
        }
    }

    private static int send(UploadServer server, String path, byte[] form) throws Exception {
        return server.post(path, new Form().type(), body(form)).get("result").asInt();
    }

    /** Piece by piece: the client's publisher of arrays would copy the whole at once. */
    private static BodyPublisher body(byte[] form) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)), form.length);
    }

    /** What is left when everything that nobody holds is gone. */
    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
