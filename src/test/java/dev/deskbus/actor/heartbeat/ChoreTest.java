package dev.deskbus.actor.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChoreTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Chore.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void anOutageIsLoggedOnceAndSoIsItsEnd() {
        Deque<Future<?>> outcomes =
                new ArrayDeque<>(
                        List.of(
                                Future.succeededFuture(),
                                Future.failedFuture("away"),
                                Future.failedFuture("away"),
                                Future.failedFuture("away"),
                                Future.succeededFuture(),
                                Future.succeededFuture(),
                                Future.failedFuture("away again")));
        Chore chore = new Chore("test", outcomes::remove);

        while (!outcomes.isEmpty()) {
            chore.run();
        }

        assertThat(logged.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("chore fails", "chore recovered", "chore fails");
    }
}
