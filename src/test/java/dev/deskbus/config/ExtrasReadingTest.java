package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Extras.Wish;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an integration of the directory file may turn on. */
class ExtrasReadingTest {
    private static Extras extras(String keys) {
        return DirectoryReader.parse(
                        """
                        tenants:
                          main: {bid: 1}
                        integrations:
                          app:
                            {tenant: main, default: true, callback-path: /cb, KEYS}
                        agents: {}
                        queues: {}
                        clients: []
                        """
                                .replace(", KEYS", keys))
                .integrations()
                .getFirst()
                .integration()
                .dialect()
                .extras();
    }

    @Test
    void nothingIsOnUnlessItIsSaid() {
        assertThat(extras("")).isEqualTo(Extras.NONE);
    }

    @Test
    void eachHasItsKey() {
        assertThat(extras(", logout-closes-session: true"))
                .isEqualTo(new Extras(true, false, false, Set.of()));
        assertThat(extras(", suppress-known-create: true"))
                .isEqualTo(new Extras(false, true, false, Set.of()));
        assertThat(extras(", rating-options: true"))
                .isEqualTo(new Extras(false, false, true, Set.of()));
        assertThat(extras(", notices: [left, read]"))
                .isEqualTo(new Extras(false, false, false, Set.of(Wish.LEFT, Wish.READ)));
    }

    @Test
    void aNoticeThatCannotBeHadIsAFault() {
        DirectoryFaults faults =
                catchThrowableOfType(
                        DirectoryFaults.class, () -> extras(", notices: [typing, read]"));

        assertThat(faults.faults())
                .containsExactly(
                        "integrations.app.notices: must be a list of rating, invite, transfer,"
                                + " left, custom, read, revoke");
    }
}
