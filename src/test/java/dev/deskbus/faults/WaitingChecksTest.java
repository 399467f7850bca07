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
        requests.add(
                new Request(
                        2,
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
        listings.add(new Listing("BOSS1", 2, "d", gone, words, second * SECOND));
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
