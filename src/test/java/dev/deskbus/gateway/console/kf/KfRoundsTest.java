package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Digest;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Digest.Changed;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Rounds;
import dev.deskbus.gateway.console.Rounds.Console;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.port.ConversationViews.Change;
import dev.deskbus.port.ConversationViews.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KfRoundsTest {
    private static final Party USER = new Party.OfClient(LORI.id());
    private static final SessionId TALK = new SessionId(96);

    private final FakeViews views = new FakeViews();
    private final FakeLines lines = new FakeLines();
    private final Rounds target = new Rounds(new Truth(views, lines), Duration.ofSeconds(10));
    private final List<Digest> told = new ArrayList<>();

    /** Listens, and thinks that it missed nothing. */
    private class Listener implements Console {
        boolean isBehind;

        @Override
        public Future<Void> digest(Digest digest) {
            told.add(digest);
            return Future.succeededFuture();
        }

        @Override
        public boolean isBehind() {
            return isBehind;
        }
    }

    private Listener console(Agent agent) {
        Listener console = new Listener();
        target.add(agent, console);
        return console;
    }

    private void runRounds(int rounds) {
        for (int i = 0; i < rounds; i++) {
            assertThat(target.run().succeeded()).isTrue();
        }
    }

    private static List<Standing> all(Digest digest) {
        return ((All) digest.sessions()).open();
    }

    private static List<Change> changes(Digest digest) {
        return ((Changed) digest.sessions()).changes();
    }

    @Test
    void eachConsoleIsToldTheSessionsOfItsAgentInOneLook() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        console(SELITE);
        console(SELITE);

        runRounds(1);

        assertThat(views.looks).hasValue(1);
        assertThat(told).hasSize(3).filteredOn(each -> all(each).isEmpty()).hasSize(1);
        assertThat(told.stream().flatMap(each -> all(each).stream()))
                .hasSize(2)
                .extracting(Standing::session)
                .containsOnly(TALK);
    }

    @Test
    void afterTwoRoundsEachIsToldWhatHappensInItsSessionsOnly() {
        views.letTalk(SELITE.id());
        for (int i = 0; i < 5; i++) {
            console(AE1EA);
        }
        console(SELITE);
        runRounds(2);
        views.say(TALK, USER, "hello");
        told.clear();
        views.looks.set(0);

        runRounds(1);

        assertThat(told)
                .filteredOn(each -> each.sessions() instanceof Changed)
                .hasSize(5)
                .flatExtracting(KfRoundsTest::changes)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(each -> each.agent().equals(SELITE.id()) && each.lastSeq() == 2);
        assertThat(told).filteredOn(each -> each.sessions() instanceof All).hasSize(1);
        assertThat(views.looks).hasValue(1);
    }

    /** Who numbered it before a round looked may have written it after. */
    @Test
    void aChangeIsToldInTwoRounds() {
        views.letTalk(SELITE.id());
        console(SELITE);
        runRounds(6);
        views.say(TALK, USER, "hello");
        told.clear();

        runRounds(4);

        assertThat(told)
                .filteredOn(each -> each.sessions() instanceof Changed)
                .extracting(each -> changes(each).size())
                .containsExactly(1, 1, 0, 0);
    }

    @Test
    void inSixRoundsEachIsToldAllOnce() {
        for (int i = 0; i < 12; i++) {
            console(SELITE);
        }
        runRounds(2);
        told.clear();

        runRounds(6);

        assertThat(told).hasSize(72).filteredOn(each -> each.sessions() instanceof All).hasSize(12);
    }

    @Test
    void whoMissedSomethingIsToldAll() {
        views.letTalk(SELITE.id());
        Listener console = console(SELITE);
        runRounds(6);
        told.clear();
        console.isBehind = true;

        runRounds(2);

        assertThat(told).hasSize(2).flatExtracting(KfRoundsTest::all).hasSize(2);
    }

    @Test
    void afterARoundThatFailedAllAreToldAll() {
        views.letTalk(SELITE.id());
        console(SELITE);
        runRounds(6);
        views.isDown = true;
        assertThat(target.run().failed()).isTrue();
        views.isDown = false;
        told.clear();

        runRounds(2);

        assertThat(told).hasSize(2).flatExtracting(KfRoundsTest::all).hasSize(2);
    }

    @Test
    void eachConsoleIsToldWhoWaitsInTheLinesOfItsAgent() {
        lines.letWait(1, null, "hello");
        console(SELITE);

        runRounds(4);

        assertThat(told).extracting(each -> each.waiting().size()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void aConsoleThatCannotWaitIsToldAllAtOnceAndAlone() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        Console impatient = console(SELITE);
        runRounds(3);
        told.clear();

        assertThat(target.tell(SELITE, impatient).succeeded()).isTrue();

        assertThat(told).hasSize(1).flatExtracting(KfRoundsTest::all).hasSize(1);
    }

    @Test
    void whoWentIsToldNothing() {
        target.remove(console(SELITE));

        runRounds(4);

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
                    new Listener() {
                        @Override
                        public Future<Void> digest(Digest digest) {
                            Future<Void> done = super.digest(digest);
                            return told.size() == 1 ? slow.future() : done;
                        }
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
                    new Listener() {
                        @Override
                        public Future<Void> digest(Digest digest) {
                            super.digest(digest);
                            return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "away"));
                        }
                    });
        }

        assertThat(target.run().failed()).isTrue();

        assertThat(told).hasSize(8);
    }
}
