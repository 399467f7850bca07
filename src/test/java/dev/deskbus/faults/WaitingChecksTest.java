package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Dump.TakenOffer;
import org.junit.jupiter.api.Test;

/** As {@link HistoryCheckerTest}, of those who wait and of those who are asked. */
class WaitingChecksTest extends GoodHistory {
    private static final long SECOND = 1_000_000_000L;

    /** One who waits in the queue of those who pick, and ends like that. */
    private void waits(String status, String agent, long from, long until, long limit) {
        waits(2, status, agent, from, until, limit);
    }

    private void waits(
            long request, String status, String agent, long from, long until, long limit) {
        requests.add(
                new Request(
                        request,
                        2,
                        2,
                        "d",
                        status,
                        agent,
                        0,
                        from * SECOND,
                        limit == 0 ? 0 : limit * SECOND,
                        until * SECOND));
    }

    private void console() {
        sittings.add(new Sitting("BOSS1", 2, 0, LATER));
    }

    private void listed(boolean gone, int words, long second) {
        listed(2, gone, words, second);
    }

    private void listed(long request, boolean gone, int words, long second) {
        listings.add(new Listing("BOSS1", 2, "d", request, gone, words, second * SECOND));
    }

    @Test
    void whoIsShownAndEndsIsFine() {
        console();
        waits("TIMEOUT", "", 1, 40, 40);
        listed(false, 0, 2);
        listed(false, 1, 3);

        assertThat(check()).isEmpty();
    }

    @Test
    void findsWhoWaitsForLongAndIsNotShown() {
        console();
        waits("CANCELED_BY_CLIENT", "", 1, 40, 0);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsWhoIsShownAgainForNothing() {
        console();
        waits("CANCELED_BY_CLIENT", "", 1, 40, 0);
        listed(false, 2, 2);
        listed(false, 0, 20);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void theSameClientMayBeShownForItsNextRequestHoweverLateTheLastOneWas() {
        console();
        waits(2, "TIMEOUT", "", 1, 9, 9);
        waits(3, "CANCELED_BY_CLIENT", "", 10, 40, 0);
        listed(2, false, 0, 10);
        listed(3, false, 0, 11);

        assertThat(check()).isEmpty();
    }

    @Test
    void findsWhoIsShownAgainAtOnceThoughAnotherRequestOfItWasShownToo() {
        console();
        waits(2, "TIMEOUT", "", 1, 9, 9);
        waits(3, "CANCELED_BY_CLIENT", "", 10, 40, 0);
        listed(2, false, 0, 10);
        listed(3, false, 0, 11);
        listed(3, false, 0, 11);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsWhoIsShownForItsLastRequestOnly() {
        console();
        waits(2, "TIMEOUT", "", 1, 9, 9);
        waits(3, "CANCELED_BY_CLIENT", "", 10, 40, 0);
        listed(2, false, 0, 11);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsWhoIsShownAfterItsEndWas() {
        console();
        waits("ACCEPTED", "SELITE", 1, 5, 0);
        listed(false, 0, 2);
        listed(true, 0, 6);
        assertThat(check()).doesNotContain("I4");

        listed(false, 1, 7);
        listed(true, 0, 8);
        assertThat(check()).contains("I4");
    }

    @Test
    void findsWhoIsShownLongAfterItsEnd() {
        console();
        waits("TIMEOUT", "", 1, 9, 9);
        listed(false, 0, 28);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsWhoIsNotTakenBackAfterItWasShownLate() {
        console();
        waits("ACCEPTED", "SELITE", 1, 5, 0);
        listed(false, 0, 6);
        assertThat(check()).contains("I4");

        listed(true, 0, 7);
        assertThat(check()).doesNotContain("I4");
    }

    @Test
    void findsAPushThatDoesNotSayForWhichRequestItIs() {
        console();
        listed(0, false, 0, 2);

        assertThat(check()).containsExactly("I4");
    }

    @Test
    void findsWhoIsTakenAndStillOnTheScreen() {
        console();
        waits("ACCEPTED", "SELITE", 1, 5, 0);
        listed(false, 2, 2);
        assertThat(check()).contains("I4");

        listed(true, 0, 6);
        assertThat(check()).doesNotContain("I4");
    }

    @Test
    void whoNeverSawItNeedNotBeTold() {
        console();
        waits("ACCEPTED", "SELITE", 1, 5, 0);

        assertThat(check()).doesNotContain("I4");
    }

    @Test
    void findsWhoWaitedBeyondItsTime() {
        waits("TIMEOUT", "", 1, 9, 6);

        assertThat(check()).containsExactly("I9");
    }

    @Test
    void findsWhoWasTimedOutTooEarly() {
        waits("TIMEOUT", "", 1, 5, 6);

        assertThat(check()).containsExactly("I9");
    }

    @Test
    void anOfferThatIsTakenInTimeIsFine() {
        offers.add(new TakenOffer(1, 7, "A", "A", 10, 9));

        assertThat(check()).isEmpty();
    }

    @Test
    void findsAnOfferThatIsTakenTooLateOrByAnotherOrTwice() {
        offers.add(new TakenOffer(1, 7, "A", "A", 10, 11));
        assertThat(check()).containsExactly("I13");

        offers.set(0, new TakenOffer(1, 7, "A", "B", 10, 9));
        assertThat(check()).containsExactly("I13");

        offers.set(0, new TakenOffer(1, 7, "A", "A", 10, 9));
        offers.add(new TakenOffer(2, 7, "A", "A", 10, 9));
        assertThat(check()).containsExactly("I13");
    }
}
