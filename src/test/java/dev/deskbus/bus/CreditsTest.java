package dev.deskbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditsTest {
    private static final NodeId PEER = new NodeId("peer");
    private static final NodeId OTHER = new NodeId("other");

    private final Credits target = new Credits(1000);

    @Test
    void noMoreThanTheLimitIsUnderWayToOnePeer() {
        List<Promise<String>> underWay = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            assertThat(spend(underWay).isComplete()).isFalse();
        }

        Future<String> refused = spend(underWay);

        assertThat(refused.cause()).isInstanceOf(Refusal.class);
        assertThat(((Refusal) refused.cause()).code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(underWay).hasSize(1000);
        assertThat(target.spend(OTHER, () -> Future.succeededFuture("there")).result())
                .isEqualTo("there");
    }

    @Test
    void whatWasSpentComesBackWithTheAnswerOrTheFailure() {
        List<Promise<String>> underWay = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            spend(underWay);
        }

        underWay.get(0).complete("answer");
        underWay.get(1).fail("no answer");

        assertThat(spend(underWay).isComplete()).isFalse();
        assertThat(spend(underWay).isComplete()).isFalse();
        assertThat(spend(underWay).failed()).isTrue();
    }

    @Test
    void whatCouldNotBeSentAtAllCostsNothing() {
        for (int n = 0; n < 2000; n++) {
            Future<String> failed =
                    target.spend(
                            PEER,
                            () -> {
                                throw new IllegalArgumentException("too long");
                            });
            assertThat(failed.cause()).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(target.spend(PEER, () -> Future.succeededFuture("there")).result())
                .isEqualTo("there");
    }

    private Future<String> spend(List<Promise<String>> underWay) {
        return target.spend(
                PEER,
                () -> {
                    Promise<String> promise = Promise.promise();
                    underWay.add(promise);
                    return promise.future();
                });
    }
}
