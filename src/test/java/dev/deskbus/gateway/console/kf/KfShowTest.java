package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.gateway.console.Truth.Known;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KfShowTest {
    private final FakeLines lines = new FakeLines();
    private final Thread[] console = new Thread[1];
    private final ExecutorService context =
            Executors.newSingleThreadExecutor(work -> console[0] = new Thread(work));
    private final List<Thread> pushers = new ArrayList<>();
    private final KfShow target =
            new KfShow(
                    new KfPorts(
                            new ScriptedBus(),
                            new FakeDirectory(),
                            new FakePresence(new FakeDirectory()),
                            new FakeViews(),
                            lines,
                            () -> Future.succeededFuture(77L),
                            new NoHeartbeats(),
                            () -> NOW,
                            new FakeRobot(),
                            new FakeRobot(),
                            new FakeRetired(),
                            House.NO_TOOLS),
                    new KfPushes(true),
                    SELITE.id(),
                    new KfClient("c1", Set.of()),
                    new Glass());

    @AfterEach
    void close() {
        context.shutdownNow();
    }

    @Test
    void whateverIsShownIsShownInTheContextOfTheConsole() throws Exception {
        lines.letWait(1, null, "hello");
        Message hello = Message.Text.plain("hello");
        context.execute(
                () ->
                        target.show(
                                new RequestWaiting(
                                        SALES, new RequestId(2), LORI, null, List.of(hello), NOW)));

        target.digest(new Known(List.of(), List.copyOf(lines.waiting))).await(5, TimeUnit.SECONDS);

        assertThat(pushers).hasSize(2).containsOnly(console[0]);
    }

    private final class Glass implements Screen {
        @Override
        public boolean push(JsonObject push) {
            pushers.add(Thread.currentThread());
            return true;
        }

        @Override
        public <T> Future<T> enter(Supplier<Future<T>> work) {
            Promise<T> promise = Promise.promise();
            context.execute(() -> work.get().onComplete(promise));
            return promise.future();
        }

        /** Completed before anybody can listen: the worst case. */
        @Override
        public <T> Future<T> here(Future<T> work) {
            return work;
        }
    }
}
