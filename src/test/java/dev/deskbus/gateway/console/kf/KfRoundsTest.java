package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.kf.Demo.AE1EA;
import static dev.deskbus.gateway.console.kf.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.kf.KfRounds.Console;
import dev.deskbus.port.ConversationViews.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KfRoundsTest {
    private final FakeViews views = new FakeViews();
    private final KfRounds target = new KfRounds(views, Duration.ofSeconds(10));
    private final List<List<Standing>> told = new ArrayList<>();

    private Console console(AgentId agent) {
        Console console =
                open -> {
                    told.add(open);
                    return Future.succeededFuture();
                };
        target.add(agent, console);
        return console;
    }

    @Test
    void eachConsoleIsToldTheSessionsOfItsAgentInOneLook() {
        views.letTalk(SELITE.id());
        console(AE1EA.id());
        console(SELITE.id());
        console(SELITE.id());

        assertThat(target.run().succeeded()).isTrue();

        assertThat(views.looks).hasValue(1);
        assertThat(told).hasSize(3).filteredOn(List::isEmpty).hasSize(1);
        assertThat(told.stream().flatMap(List::stream))
                .hasSize(2)
                .extracting(Standing::session)
                .containsOnly(new SessionId(96));
    }

    @Test
    void whoWentIsToldNothing() {
        target.remove(console(SELITE.id()));

        assertThat(target.run().succeeded()).isTrue();

        assertThat(told).isEmpty();
        assertThat(views.looks).hasValue(0);
    }

    @Test
    void withoutADatabaseTheRoundIsSkipped() {
        console(SELITE.id());
        views.isDown = true;

        assertThat(target.run().failed()).isTrue();

        assertThat(told).isEmpty();
    }

    @Test
    void aFewRepairAtOnceAndTheOthersWait() {
        Promise<Void> slow = Promise.promise();
        for (int i = 0; i < 1_100; i++) {
            target.add(
                    SELITE.id(),
                    open -> {
                        told.add(open);
                        return told.size() == 1 ? slow.future() : Future.succeededFuture();
                    });
        }

        Future<Void> round = target.run();

        assertThat(told).hasSize(8);
        slow.complete();
        assertThat(round.succeeded()).isTrue();
        assertThat(told).hasSize(1_100);
        assertThat(views.looks).hasValue(3);
    }

    @Test
    void aDatabaseThatGoesInTheMiddleEndsTheRound() {
        for (int i = 0; i < 20; i++) {
            target.add(
                    SELITE.id(),
                    open -> {
                        told.add(open);
                        return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "away"));
                    });
        }

        assertThat(target.run().failed()).isTrue();

        assertThat(told).hasSize(8);
    }
}
