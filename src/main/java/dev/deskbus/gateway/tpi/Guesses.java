package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Slows down who guesses passwords; only wrong ones count (decision V2-60). */
final class Guesses {
    private final Vertx vertx;
    private final TpiSettings.Logins limits;
    private final Throttle accounts;
    private final Throttle addresses;

    Guesses(Vertx vertx, TpiSettings.Logins limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.accounts = new Throttle(limits.failuresPerAccount(), Duration.ofHours(1));
        this.addresses = new Throttle(limits.failuresPerAddress(), Duration.ofMinutes(1));
    }

    /** One wrong password, or one that is not known to be right yet. */
    record Guess(String account, Optional<String> address) {
        static Guess of(String account, Optional<InetAddress> address) {
            return new Guess(account, address.map(InetAddress::getHostAddress));
        }
    }

    /**
     * What the check finds, if the guess may be made at all; when it finds nothing, or may not
     * look, {@code CREDENTIALS_WRONG}, later.
     */
    <T> Future<T> check(Guess guess, Supplier<Future<Optional<T>>> check) {
        if (!mayGuess(guess)) {
            return refuseLate();
        }
        return check.get()
                .onFailure(_ -> forgive(guess))
                .compose(
                        found -> {
                            if (found.isEmpty()) {
                                return refuseLate();
                            }
                            forgive(guess);
                            return Future.succeededFuture(found.get());
                        });
    }

    private boolean mayGuess(Guess guess) {
        if (guess.address().isPresent() && !addresses.tryTake(guess.address().get())) {
            return false;
        }
        return accounts.tryTake(guess.account());
    }

    private void forgive(Guess guess) {
        accounts.giveBack(guess.account());
        guess.address().ifPresent(addresses::giveBack);
    }

    private <T> Future<T> refuseLate() {
        return vertx.timer(limits.failureDelay().toMillis(), TimeUnit.MILLISECONDS)
                .compose(
                        _ ->
                                Future.failedFuture(
                                        new Refusal(
                                                ErrorCode.CREDENTIALS_WRONG,
                                                "wrong login name or password")));
    }
}
