package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Rounds;
import dev.deskbus.gateway.console.Rounds.Console;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.port.ConversationViews.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KfRoundsTest {
    private final FakeViews views = new FakeViews();
    private final FakeLines lines = new FakeLines();
    private final Rounds target = new Rounds(new Truth(views, lines), Duration.ofSeconds(10));
    private final List<List<Standing>> told = new ArrayList<>();

    private Console console(Agent agent) {
        Console console =
                known -> {
                    told.add(known.open());
                    return Future.succeededFuture();
                };
        target.add(agent, console);
        return console;
    }

    @Test
    void eachConsoleIsToldTheSessionsOfItsAgentInOneLook() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        console(SELITE);
        console(SELITE);

        assertThat(target.run().succeeded()).isTrue();

        assertThat(views.looks).hasValue(1);
        assertThat(told).hasSize(3).filteredOn(List::isEmpty).hasSize(1);
        assertThat(told.stream().flatMap(List::stream))
                .hasSize(2)
                .extracting(Standing::session)
                .containsOnly(new SessionId(96));
    }

    @Test
    void eachConsoleIsToldWhoWaitsInTheLinesOfItsAgent() {
        List<Integer> waiting = new ArrayList<>();
        lines.letWait(1, null, "hello");
        target.add(
                SELITE,
                known -> {
                    waiting.add(known.waiting().size());
                    return Future.succeededFuture();
                });

        assertThat(target.run().succeeded()).isTrue();

        assertThat(waiting).containsExactly(1);
    }

    @Test
    void aConsoleThatCannotWaitIsToldAtOnceAndAlone() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        Console impatient = console(SELITE);

        assertThat(target.tell(SELITE, impatient).succeeded()).isTrue();

        assertThat(told).hasSize(1).first().asInstanceOf(LIST).hasSize(1);
    }

    @Test
    void whoWentIsToldNothing() {
        target.remove(console(SELITE));

        assertThat(target.run().succeeded()).isTrue();

        assertThat(told).isEmpty();
        assertThat(views.looks).hasValue(0);
    }

    @Test
    void withoutADatabaseTheRoundIsSkipped() {
        console(SELITE);
        views.isDown = true;

        assertThat(target.run().failed()).isTrue();

        assertThat(told).isEmpty();
    }

    @Test
    void aFewRepairAtOnceAndTheOthersWait() {
        Promise<Void> slow = Promise.promise();
        for (int i = 0; i < 1_100; i++) {
            target.add(
                    SELITE,
                    known -> {
                        told.add(known.open());
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
                    SELITE,
                    known -> {
                        told.add(known.open());
                        return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "away"));
                    });
        }

        assertThat(target.run().failed()).isTrue();

        assertThat(told).hasSize(8);
    }
}
