package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupedReadTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final GroupedRead<Integer, String> target =
            new GroupedRead<>(
                    ((VertxInternal) vertx).createEventLoopContext(),
                    value -> Integer.valueOf(value.substring(1)),
                    this::read);

    private record Call(List<Integer> keys, Promise<List<String>> answer) {
        void succeed() {
            answer.complete(keys.stream().filter(key -> key > 0).map(key -> "v" + key).toList());
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whatIsAskedMeanwhileSharesTheNextRead() throws Exception {
        Future<Optional<String>> first = target.find(1);
        Call one = next();
        Future<Optional<String>> second = target.find(2);
        Call two = next();
        Future<Optional<String>> third = target.find(3);
        Future<Optional<String>> again = target.find(3);
        Future<Optional<String>> nothing = target.find(-4);
        assertThat(calls.poll(50, TimeUnit.MILLISECONDS)).isNull();
        one.succeed();
        assertThat(first.await()).contains("v1");
        Call three = next();
        assertThat(three.keys()).containsExactly(3, -4);
        three.succeed();
        two.succeed();
        assertThat(second.await()).contains("v2");
        assertThat(third.await()).contains("v3");
        assertThat(again.await()).contains("v3");
        assertThat(nothing.await()).isEmpty();
    }

    @Test
    void oneRowThatCannotBeReadFailsNobodyElse() throws Exception {
        Future<Optional<String>> first = target.find(1);
        Future<Optional<String>> second = target.find(2);
        Call one = next();
        Call two = next();
        List<Future<Optional<String>>> many =
                IntStream.rangeClosed(3, 9).mapToObj(target::find).toList();
        one.succeed();
        two.succeed();
        while (many.stream().anyMatch(each -> !each.isComplete())) {
            Call call = calls.poll(50, TimeUnit.MILLISECONDS);
            if (call != null && call.keys().contains(5)) {
                call.answer().fail(new IllegalArgumentException("no such notice"));
            } else if (call != null) {
                call.succeed();
            }
        }
        assertThat(first.await()).contains("v1");
        assertThat(second.await()).contains("v2");
        assertThat(many.stream().filter(Future::failed)).hasSize(1);
        assertThat(many.get(2).cause()).hasMessage("no such notice");
    }

    @Test
    void whatWaitedForTooLongIsNotSent() throws Exception {
        target.find(1);
        Call one = next();
        target.find(2);
        next();
        Future<Optional<String>> late = target.find(3);
        TimeUnit.MILLISECONDS.sleep(2100);
        one.succeed();
        assertThat(late.otherwise(Optional.empty()).await()).isEmpty();
        assertThat(((Refusal) late.cause()).code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(calls).isEmpty();
    }

    @Test
    void aReadThatThrowsIsOneThatFailed() throws Exception {
        GroupedRead<Integer, String> broken =
                new GroupedRead<>(
                        ((VertxInternal) vertx).createEventLoopContext(),
                        Integer::valueOf,
                        _ -> {
                            throw new IllegalStateException("broken");
                        });
        for (int i = 0; i < 5; i++) {
            assertThat(broken.find(i).map(_ -> "").otherwise(Throwable::getMessage).await())
                    .isEqualTo("broken");
        }
    }

    private Future<List<String>> read(List<Integer> keys) {
        Call call = new Call(keys, Promise.promise());
        calls.add(call);
        return call.answer().future();
    }

    private Call next() throws InterruptedException {
        return Objects.requireNonNull(calls.poll(5, TimeUnit.SECONDS));
    }
}
