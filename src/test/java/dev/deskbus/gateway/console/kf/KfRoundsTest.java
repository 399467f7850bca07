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
import dev.deskbus.port.ConversationViews.Move;
import dev.deskbus.port.ConversationViews.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        int toldAll;

        @Override
        public Future<Void> digest(Digest digest) {
            told.add(digest);
            toldAll += digest.sessions() instanceof All ? 1 : 0;
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

    /** One of two is in a session; in none of the next four rounds is it their turn. */
    private void letTwoBeToldChanges() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        console(SELITE);
        runRounds(8);
    }

    private static List<Standing> all(Digest digest) {
        return ((All) digest.sessions()).open();
    }

    private static @Nullable Long lastSeq(Digest digest) {
        return ((Changed) digest.sessions()).lastSeqs().get(TALK);
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
    void afterTwoRoundsMostAreToldWhatHappens() {
        views.letTalk(SELITE.id());
        for (int i = 0; i < 5; i++) {
            console(AE1EA);
        }
        console(SELITE);
        runRounds(2);
        views.say(TALK, USER, "hello");
        views.next(TALK);
        told.clear();
        views.looks.set(0);

        runRounds(1);

        List<Changed> changed =
                told.stream()
                        .map(Digest::sessions)
                        .filter(Changed.class::isInstance)
                        .map(Changed.class::cast)
                        .toList();
        assertThat(changed)
                .hasSize(5)
                .allMatch(each -> each.lastSeqs().equals(Map.of(TALK, 3L)))
                .flatExtracting(Changed::moves)
                .containsExactly(new Move(SELITE.id(), TALK, LORI.id(), true));
        assertThat(told).hasSize(6);
        assertThat(views.looks).hasValue(1);
    }

    /** Who had a number before a round looked may have written it after. */
    @Test
    void aChangeIsToldInTwoRounds() {
        letTwoBeToldChanges();
        views.say(TALK, USER, "hello");
        told.clear();

        runRounds(4);

        assertThat(told)
                .filteredOn(each -> each.sessions() instanceof Changed)
                .extracting(KfRoundsTest::lastSeq)
                .containsExactly(2L, 2L, 2L, 2L, null, null, null, null);
    }

    @Test
    void inSixRoundsEachIsToldAllOnce() {
        List<Listener> consoles = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            consoles.add(console(SELITE));
        }
        runRounds(2);

        runRounds(6);

        assertThat(told).hasSize(96);
        assertThat(consoles).extracting(each -> each.toldAll).containsOnly(3);
    }

    @Test
    void whoMissedSomethingIsToldAllInTheSameRound() {
        views.letTalk(SELITE.id());
        console(AE1EA);
        Listener console =
                new Listener() {
                    @Override
                    public Future<Void> digest(Digest digest) {
                        isBehind = digest.sessions() instanceof Changed;
                        return super.digest(digest);
                    }
                };
        target.add(SELITE, console);
        runRounds(8);
        told.clear();

        runRounds(1);

        assertThat(told)
                .hasSize(3)
                .filteredOn(each -> each.sessions() instanceof All)
                .extracting(each -> all(each).size())
                .containsExactly(1);
        assertThat(console.isBehind).isFalse();
    }

    @Test
    void whatARoundThatFailedDidNotTellTheNextOneTells() {
        letTwoBeToldChanges();
        views.say(TALK, USER, "hello");
        views.isDown = true;
        for (int i = 0; i < 4; i++) {
            assertThat(target.run().failed()).isTrue();
        }
        views.isDown = false;
        told.clear();

        runRounds(1);

        assertThat(told).hasSize(2).extracting(KfRoundsTest::lastSeq).containsOnly(2L);
    }

    /** As after a fail-over to a database that has lost its last moments. */
    @Test
    void whenTheNumbersWentBackAllAreToldAll() {
        letTwoBeToldChanges();
        views.loseNumbers();
        told.clear();

        runRounds(1);

        assertThat(told).hasSize(2).flatExtracting(KfRoundsTest::all).hasSize(1);
    }

    @Test
    void whenMoreHappenedThanIsOpenAllAreToldAll() {
        letTwoBeToldChanges();
        views.mark = 500_010;
        told.clear();

        runRounds(1);

        assertThat(told).hasSize(2).flatExtracting(KfRoundsTest::all).hasSize(1);
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
