package dev.deskbus.breaker;

import dev.deskbus.deadline.Deadline;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Fails calls to a far end at once after so many failures in a row, for a while; then one call
 * finds out. It has no timer, which would end with the verticle that happened to set it
 * (docs/decisions/0072). Safe for many threads.
 */
public final class Breaker {
    private final CircuitBreaker state;
    private final Duration limit;

    /**
     * A closed one.
     *
     * @param name for its log
     * @param limit after which a call without an answer has failed
     * @param failures in a row, after which the far end is left alone
     * @param rest how long
     * @param listener is told when it begins to leave the far end alone, and when that is back
     */
    public Breaker(String name, Duration limit, int failures, Duration rest, Listener listener) {
        this.limit = limit;
        this.state =
                CircuitBreaker.of(
                        name,
                        CircuitBreakerConfig.custom()
                                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                                .slidingWindowSize(failures)
                                .minimumNumberOfCalls(failures)
                                .failureRateThreshold(100)
                                .waitDurationInOpenState(rest)
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .build());
        state.getEventPublisher()
                .onStateTransition(
                        event -> {
                            State to = event.getStateTransition().getToState();
                            if (to == State.OPEN || to == State.CLOSED) {
                                listener.onChange(to == State.CLOSED);
                            }
                        });
    }

    /** Hears how the far end does. */
    public interface Listener {
        /** The far end is asked again, or is left alone from now on. */
        void onChange(boolean isAsked);
    }

    /** The call's result; fails at once, without a call, while the far end is left alone. */
    public <T> Future<T> call(Supplier<Future<T>> call) {
        if (!state.tryAcquirePermission()) {
            return Future.failedFuture(
                    CallNotPermittedException.createCallNotPermittedException(state));
        }
        long begun = state.getCurrentTimestamp();
        return Deadline.within(limit, Future.<Void>succeededFuture().compose(_ -> call.get()))
                .onSuccess(_ -> state.onSuccess(since(begun), state.getTimestampUnit()))
                .onFailure(
                        failure -> state.onError(since(begun), state.getTimestampUnit(), failure));
    }

    private long since(long begun) {
        return state.getCurrentTimestamp() - begun;
    }
}
