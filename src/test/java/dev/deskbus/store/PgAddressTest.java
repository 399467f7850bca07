package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://desk:s%3Acret+@db.example:5433/deskbus",
                "postgres://desk:s%3Acret+@db.example:5433/deskbus",
                "jdbc:postgresql://desk:s%3Acret+@db.example:5433/deskbus"
            })
    void readsEveryPart(String url) {
        assertThat(PgAddress.parse(url))
                .isEqualTo(new PgAddress("db.example", 5433, "deskbus", "desk", "s:cret+"));
    }

    @Test
    void portAndPasswordMayBeMissing() {
        assertThat(PgAddress.parse("postgresql://desk@db/deskbus"))
                .isEqualTo(new PgAddress("db", 5432, "deskbus", "desk", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://desk:hidden@db/deskbus",
                "postgresql://desk:hidden@db",
                "postgresql://desk:hidden@/deskbus",
                "postgresql://db/hidden",
                "postgresql://desk:hid den@db/deskbus",
            })
    void refusesAnythingElseWithoutShowingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgAddress.parse(url))
                .withMessageNotContaining("hid")
                .withNoCause();
    }

    @Test
    void neverShowsThePassword() {
        assertThat(PgAddress.parse("postgresql://desk:hidden@db/deskbus"))
                .hasToString("postgresql://desk@db:5432/deskbus");
    }
}
