package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRetiredTokensIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private PgRetiredTokens target;

    @BeforeEach
    void open() {
        db.sql("truncate retired_token");
        target = new PgRetiredTokens(db.pg());
    }

    private void retire(String digest, Instant expiresAt) {
        db.await(target.retire(digest, expiresAt));
    }

    @Test
    void itIsGoodForAnotherMinute() {
        retire("a", Instant.now().plusSeconds(7200));
        assertThat(db.await(target.isRetired("a"))).isFalse();

        db.sql("update retired_token set usable_until = usable_until - interval '59 seconds'");
        assertThat(db.await(target.isRetired("a"))).isFalse();
        db.sql("update retired_token set usable_until = usable_until - interval '1 second'");

        assertThat(db.await(target.isRetired("a"))).isTrue();
        assertThat(db.await(target.isRetired("b"))).isFalse();
    }

    @Test
    void retiringItAgainGivesNoSecondMinute() {
        retire("a", Instant.now().plusSeconds(7200));
        db.sql("update retired_token set usable_until = clock_timestamp()");

        retire("a", Instant.now().plusSeconds(7200));

        assertThat(db.await(target.isRetired("a"))).isTrue();
    }

    @Test
    void whatNobodyCouldUseIsForgotten() {
        retire("old", Instant.now().minusSeconds(4000));
        retire("a", Instant.now());

        retire("b", Instant.now().plusSeconds(7200));

        db.sql(
                """
                do $$ begin
                    assert (select array_agg(digest order by digest) from retired_token)
                           = array['a', 'b'];
                end $$
                """);
    }
}
