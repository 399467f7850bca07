package dev.deskbus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final HostAndPort OWN = HostAndPort.create("desk.example", 7272);
    private static final Origins SAME_HOST = new Origins(List.of());
    private static final Origins LISTED = new Origins(List.of("https://desk.example"));

    private static boolean admits(Origins origins, String... sent) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String origin : sent) {
            headers.add("Origin", origin);
        }
        return origins.admits(headers, OWN);
    }

    @Test
    void aClientThatIsNoBrowserMay() {
        assertThat(SAME_HOST.admits(MultiMap.caseInsensitiveMultiMap(), OWN)).isTrue();
        assertThat(LISTED.admits(MultiMap.caseInsensitiveMultiMap(), OWN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://desk.example", "https://desk.example:8080", "https://DESK.example"})
    void pagesOfTheSameHostMayWithoutAList(String origin) {
        assertThat(admits(SAME_HOST, origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://desk.example.evil.org",
                "https://evil-desk.example",
                "https://desk.example@evil.org",
                "https://evil.org/desk.example",
                "https://desk.example/",
                "ftp://desk.example",
                "null",
                "",
                "desk.example",
                "https://",
                "http://desk.example\\.evil.org"
            })
    void othersMayNot(String origin) {
        assertThat(admits(SAME_HOST, origin)).isFalse();
        assertThat(admits(LISTED, origin)).isFalse();
    }

    @Test
    void aListIsComparedExactly() {
        assertThat(admits(LISTED, "https://desk.example")).isTrue();
        assertThat(admits(LISTED, "http://desk.example")).isFalse();
        assertThat(admits(LISTED, "https://desk.example:443")).isFalse();
        assertThat(admits(LISTED, "https://Desk.example")).isFalse();
        assertThat(admits(LISTED, "https://desk.example", "https://desk.example")).isFalse();
    }
}
