package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrsTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "' 10.0.0.0 / 8 ', 10.1.2.3, true"
    })
    void anAddressLiesInARangeOrNot(String range, String address, boolean inside) {
        assertThat(Cidrs.of(List.of(range)).contains(address(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8"})
    void whatIsNoRangeMatchesNothing(String entry) {
        assertThat(Cidrs.of(List.of(entry)).contains(address("10.0.0.0"))).isFalse();
        assertThat(Cidrs.of(List.of(entry)).contains(address("127.0.0.1"))).isFalse();
    }

    @Test
    void onlyOurProxiesAreBelieved() throws Exception {
        CallerAddress target = new CallerAddress(List.of("10.0.0.0/8"));
        InetAddress proxy = address("10.0.0.1");
        InetAddress stranger = address("192.0.2.9");

        assertThat(target.nearest(stranger, List.of("127.0.0.1"))).isEqualTo(stranger);
        assertThat(target.nearest(proxy, List.of())).isEqualTo(proxy);
        assertThat(target.nearest(proxy, List.of("127.0.0.1, 192.0.2.9"))).isEqualTo(stranger);
        assertThat(target.nearest(proxy, List.of("127.0.0.1", "192.0.2.9, 10.0.0.7")))
                .isEqualTo(stranger);
        assertThat(target.nearest(proxy, List.of("127.0.0.1, unknown"))).isEqualTo(proxy);
    }

    private static InetAddress address(String text) {
        return Cidrs.literal(text).orElseThrow();
    }
}
