package dev.deskbus.actor.callback;

import static dev.deskbus.actor.callback.DispatcherBench.RULES;
import static dev.deskbus.actor.callback.DispatcherBench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.CallbackAnswer.Heard;
import dev.deskbus.domain.callback.CallbackCommand.Pass;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackPassTest {
    private final DispatcherBench bench = new DispatcherBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void typingGoesPastTheLaneOnceOnly() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(
                d ->
                        d.number() == 0
                                ? Future.succeededFuture(new Retryable("busy"))
                                : receiver.future());
        bench.start(RULES);
        bench.add("ann");
        bench.wake("ann");
        bench.awaitSent(1);

        assertThat(bench.ask(new Pass(entry("ann", "a.example.com")))).isEqualTo(new Heard());
        bench.awaitSent(2);
        receiver.complete(new Taken());
        bench.awaitDone(1L);

        assertThat(bench.sender.numbers()).containsExactly(1L, 0L);
        assertThat(bench.sender.sent().get(1).attempt()).isEqualTo(1);
    }

    @Test
    void typingIsLeftOutWhereThereIsNoPlaceOrNoRightToSend() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(_ -> receiver.future());
        bench.start(RULES);
        bench.ask(new Pass(entry("ann", "a.example.com")));
        bench.ask(new Pass(entry("bob", "a.example.com")));

        bench.ask(new Pass(entry("cyd", "a.example.com")));
        bench.lease.late(true);
        bench.ask(new Pass(entry("dan", "b.example.com")));
        bench.lease.late(false);
        bench.ask(new Pass(entry("eve", "b.example.com")));

        assertThat(bench.sender.sent())
                .extracting(d -> d.entry().callback().client().value())
                .containsExactly("ann", "bob", "eve");
        receiver.complete(new Taken());
    }
}
