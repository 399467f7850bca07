package dev.deskbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActorTest {
    private final Address<SessionCommand, SessionAnswer> address =
            Addresses.session(new SessionId(96));
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        SealedCodec.install(vertx);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aCommandRunsToItsEndBeforeTheNextBegins() {
        AtomicInteger millis = new AtomicInteger(20);
        deploy(
                id -> {
                    steps.add("begin " + id);
                    return vertx.timer(millis.addAndGet(-6), TimeUnit.MILLISECONDS)
                            .map(_ -> logged(steps.size()))
                            .onComplete(_ -> steps.add("end " + id));
                });
        await(Future.all(ask("1"), ask("2"), ask("3")));
        assertThat(steps)
                .containsExactly("begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3");
    }

    @Test
    void whatDoesNotFitInTheMailboxIsRefusedAtOnce() {
        Promise<SessionAnswer> slow = Promise.promise();
        deploy(id -> id.equals("first") ? slow.future() : Future.succeededFuture(logged(1)));
        List<Future<?>> asks = new ArrayList<>();
        asks.add(ask("first"));
        for (int n = 0; n < 256; n++) {
            asks.add(ask("waits " + n));
        }
        assertThat(code(ask("too many"))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(asks).noneMatch(Future::isComplete);
        slow.complete(logged(1));
        await(Future.all(asks));
    }

    @Test
    void aRepeatOfWhatStillWaitsSharesItsPlaceAndItsAnswer() {
        Promise<SessionAnswer> slow = Promise.promise();
        deploy(
                id -> {
                    steps.add(id);
                    return id.equals("first")
                            ? slow.future()
                            : Future.succeededFuture(logged(steps.size()));
                });
        Future<?> first = ask("first");
        List<Future<?>> asks = List.of(ask("waits"), ask("other"), ask("waits"));
        Future<?> afterThem = ask("last");

        slow.complete(logged(1));

        await(Future.all(first, afterThem, Future.all(asks)));
        assertThat(steps).containsExactly("first", "waits", "other", "last");
    }

    @Test
    void aRefusalGoesBackWithItsCodeAndTheNextCommandRuns() {
        deploy(
                id -> {
                    if (id.equals("bad")) {
                        throw new Refusal(ErrorCode.SESSION_CLOSED, "it is over");
                    }
                    return Future.succeededFuture(logged(7));
                });
        Throwable cause = failure(ask("bad"));
        assertThat(cause).hasMessage("it is over");
        assertThat(((ReplyException) cause).failureCode())
                .isEqualTo(ErrorCode.SESSION_CLOSED.number());
        assertThat(await(ask("good"))).isEqualTo(logged(7));
    }

    @Test
    void anyOtherFailureIsInternalAndTellsNothingButATrace() {
        deploy(_ -> Future.failedFuture(new IllegalStateException("secret")));
        Throwable cause = failure(ask("1"));
        assertThat(((ReplyException) cause).failureCode()).isEqualTo(ErrorCode.INTERNAL.number());
        assertThat(cause.getMessage()).contains("trace").doesNotContain("secret");
    }

    @Test
    void whoeverStopsFinishesTheCommandAtWorkAndSendsTheRestElsewhere() {
        Promise<SessionAnswer> slow = Promise.promise();
        String deployment = deploy(_ -> slow.future());
        Future<SessionAnswer> atWork = ask("at work");
        Future<SessionAnswer> waiting = ask("waiting");
        Future<Void> stopped = vertx.undeploy(deployment);
        assertThat(code(waiting)).isEqualTo(ErrorCode.NOT_OWNER);
        assertThat(stopped.isComplete()).isFalse();
        slow.complete(logged(5));
        assertThat(await(atWork)).isEqualTo(logged(5));
        await(stopped);
    }

    @Test
    void itStaysOnItsOwnThreadWhereverTheStoreAnswers() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Context elsewhere = vertx.getOrCreateContext();
        deploy(
                _ -> {
                    threads.add(Thread.currentThread());
                    Promise<SessionAnswer> answer = Promise.promise();
                    elsewhere.runOnContext(_ -> answer.complete(logged(1)));
                    return answer.future();
                });
        await(Future.all(ask("1"), ask("2"), ask("3")));
        assertThat(threads).hasSize(3);
        assertThat(threads.stream().distinct()).hasSize(1);
    }

    @Test
    void aTellIsNotAnswered() {
        deploy(
                id -> {
                    steps.add(id);
                    return Future.succeededFuture(logged(1));
                });
        vertx.eventBus().send(address.value(), say("told"));
        await(ask("asked"));
        assertThat(steps).containsExactly("told", "asked");
    }

    private String deploy(Function<String, Future<SessionAnswer>> behaviour) {
        return await(
                vertx.deployVerticle(
                        new Actor<>(address) {
                            @Override
                            protected Future<SessionAnswer> receive(SessionCommand command) {
                                return behaviour.apply(((SessionCommand.Say) command).key().id());
                            }
                        }));
    }

    private Future<SessionAnswer> ask(String id) {
        return vertx.eventBus()
                .<SessionAnswer>request(address.value(), say(id))
                .map(io.vertx.core.eventbus.Message::body);
    }

    private static SessionCommand say(String id) {
        return new SessionCommand.Say(
                new Party.OfClient(new ClientId("c")),
                Message.Text.plain("hello"),
                new MessageKey(id, null),
                null,
                null);
    }

    private static SessionAnswer logged(long seq) {
        return new SessionAnswer.Logged(seq, Instant.EPOCH);
    }

    private static ErrorCode code(Future<?> future) {
        return ErrorCode.of(((ReplyException) failure(future)).failureCode());
    }

    private static Throwable failure(Future<?> future) {
        return await(future.transform(result -> Future.succeededFuture(result.cause())));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
