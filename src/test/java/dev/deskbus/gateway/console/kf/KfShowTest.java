package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.Digest;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.WaitingLines.Ended;
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
    private final List<String> methods = new ArrayList<>();
    private final List<Long> requests = new ArrayList<>();
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
                                        SALES,
                                        new RequestId(2),
                                        LORI,
                                        null,
                                        0,
                                        1,
                                        List.of(hello),
                                        NOW)));

        target.digest(new Digest(new All(List.of()), List.copyOf(lines.waiting)))
                .await(5, TimeUnit.SECONDS);

        assertThat(pushers).hasSize(2).containsOnly(console[0]);
    }

    @Test
    void aConsoleIsBehindUntilItWasToldAll() throws Exception {
        assertThat(target.isBehind()).isTrue();

        target.digest(waiters()).await(5, TimeUnit.SECONDS);

        assertThat(target.isBehind()).isFalse();
    }

    /** Its session was read after its request: on the screen the talk comes last, too. */
    @Test
    void whoWaitedAndIsTalkedWithByNowIsShownInThatOrder() throws Exception {
        lines.letWait(1, null, "hello");
        Standing talk = new Standing(SELITE.id(), new SessionId(96), LORI, 1, NOW);

        target.digest(new Digest(new All(List.of(talk)), List.copyOf(lines.waiting)))
                .await(5, TimeUnit.SECONDS);

        assertThat(methods).containsExactly("wait_list_push", "connect_list_push");
    }

    /**
     * What is said by the wire of a busy console: a request and its end are shown when the next one
     * of the same client is there already, one after the other.
     */
    @Test
    void whatIsHeldUpByALookUpIsShownLateButInItsOrder() throws Exception {
        Promise<List<Ended>> lookUp = Promise.promise();
        lines.letWait(9, null);
        target.digest(waiters()).await(5, TimeUnit.SECONDS);
        lines.waiting.clear();
        lines.slowly = lookUp.future();
        Future<Void> digest = target.digest(waiters());

        happens(waiting(1));
        happens(new RequestGone(SALES, new RequestId(1), LORI, AE1EA.id()));
        happens(waiting(2));
        lookUp.complete(List.of());
        digest.await(5, TimeUnit.SECONDS);
        context.submit(() -> {}).get(5, TimeUnit.SECONDS);

        assertThat(requests).containsExactly(9L, 1L, 1L, 2L);
        assertThat(methods)
                .containsExactly(
                        "wait_list_push", "wait_list_push", "connect_push", "wait_list_push");
    }

    private Digest waiters() {
        return new Digest(new All(List.of()), List.copyOf(lines.waiting));
    }

    private void happens(ConsoleEvent event) {
        context.execute(() -> target.show(event));
    }

    private static RequestWaiting waiting(long request) {
        return new RequestWaiting(SALES, new RequestId(request), LORI, null, 0, 0, List.of(), NOW);
    }

    private final class Glass implements Screen {
        @Override
        public boolean push(JsonObject push) {
            pushers.add(Thread.currentThread());
            methods.add(push.getString("method"));
            requests.add(push.getLong("request_id"));
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
