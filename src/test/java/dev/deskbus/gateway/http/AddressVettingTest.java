package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressVettingTest {
    private static final String PUBLIC = "8.8.4.4";

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                // not a plain address
                "",
                "im.example.com",
                "//im.example.com",
                "ftp://im.example.com",
                "file:///etc/passwd",
                "gopher://im.example.com:70/_x",
                "jar:http://im.example.com!/",
                "javascript:alert(1)",
                "http:im.example.com",
                "http:/im.example.com",
                "http:///im.example.com",
                "http:\\\\im.example.com",
                " http://im.example.com",
                "http://im.example.com ",
                "http://im.example.com\n",
                "http://im.example.com\r\nHost: x",
                "http://im.example.com\u0000.evil.com",
                "http://im.example.com\t",
                "http://",
                "http://:80",
                // somebody else before or behind the name
                "http://im.example.com@127.0.0.1",
                "http://user:secret@im.example.com",
                "http://127.0.0.1\\@im.example.com",
                "http://127.0.0.1#@im.example.com",
                "http://127.0.0.1?@im.example.com",
                "http://im.example.com:80@127.0.0.1",
                "http://im.example.com%00@127.0.0.1",
                "http://im.example.com?x=1",
                "http://im.example.com#x",
                "http://im.example.com.evil.com",
                "http://evil-im.example.com",
                "http://xim.example.com",
                "http://evil.com/im.example.com",
                "http://example.com",
                "http://sub.im.example.com",
                "http://im.example.com.",
                "http://im..example.com",
                "http://.im.example.com",
                "http://-im.example.com",
                "http://im.example.com-",
                "http://im%2eexample.com",
                "http://im.example。com",
                "http://ｉm.example.com",
                "http://im_example.com",
                // ports
                "http://im.example.com:",
                "http://im.example.com:0",
                "http://im.example.com:65536",
                "http://im.example.com:99999999999",
                "http://im.example.com:080",
                "http://im.example.com:80:81",
                "http://im.example.com:http",
                // this machine and its neighbours, as they are
                "http://127.0.0.1",
                "http://127.255.255.254",
                "http://0.0.0.0",
                "http://10.0.0.1",
                "http://172.16.0.1",
                "http://172.31.255.255",
                "http://192.168.1.1",
                "http://169.254.169.254",
                "http://100.64.0.1",
                "http://198.18.0.1",
                "http://192.0.0.192",
                "http://224.0.0.1",
                "http://255.255.255.255",
                "http://[::]",
                "http://[::1]",
                "http://[fe80::1]",
                "http://[fc00::1]",
                "http://[fd00:ec2::254]",
                "http://[ff02::1]",
                "http://[fec0::1]",
                // … and dressed up
                "http://127.1",
                "http://127.0.1",
                "http://2130706433",
                "http://0x7f000001",
                "http://0x7f.0.0.1",
                "http://0x7F.1",
                "http://0177.0.0.1",
                "http://017700000001",
                "http://00127.0.0.1",
                "http://127.0.0.01",
                "http://127.0.0.1.",
                "http://127.0.0.256",
                "http://1.2.3.4.5",
                "http://0",
                "http://0x",
                "http://evil.0x7f000001",
                "http://[::ffff:127.0.0.1]",
                "http://[::ffff:7f00:1]",
                "http://[0:0:0:0:0:ffff:7f00:0001]",
                "http://[::ffff:8.8.4.4]",
                "http://[::127.0.0.1]",
                "http://[::ffff:0:127.0.0.1]",
                "http://[64:ff9b::7f00:1]",
                "http://[64:ff9b::127.0.0.1]",
                "http://[64:ff9b:1::a00:1]",
                "http://[2002:7f00:1::]",
                "http://[2002:a00:1::]",
                "http://[2001::1]",
                "http://[2001:db8::1]",
                "http://[100::1]",
                "http://[fe80::1%25eth0]",
                "http://[fe80::1%eth0]",
                "http://[::1%lo]",
                "http://[::1",
                "http://::1",
                "http://[1::2::3]",
                "http://[127.0.0.1]",
                // public, but nobody allowed it
                "http://8.8.8.8",
                "http://[2606:4700::1111]",
                "http://evil.example.org",
                "http://localhost",
            })
    void refused(String url) {
        Integration integration = integration("im.example.com");

        assertRefused(url, integration, PUBLIC);
        assertThat(asked).as("a refused name need not be resolved").isEmpty();
    }

    @ParameterizedTest(name = "im.example.com is {0}")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.20.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.100.100.200",
                "192.0.2.1",
                "192.88.99.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:c0a8:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "100::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff0e::1",
            })
    void aListedNameMayNotLeadInside(String address) {
        assertRefused("https://im.example.com/chat", integration("im.example.com"), address);
    }

    @Test
    void oneBadAddressSpoilsTheName() {
        assertRefused("https://im.example.com", integration("im.example.com"), PUBLIC, "10.0.0.1");
    }

    @Test
    void aNameWithoutAddressesIsRefused() {
        assertRefused("https://im.example.com", integration("im.example.com"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://im.example.com          | im.example.com   | 8.8.4.4
                    HTTP://IM.Example.COM:8080/chat | im.example.com   | 2606:4700::1111
                    http://im.example.com/a/b       | Im.Example.Com   | 8.8.4.4
                    http://8.8.4.4/chat             | 8.8.4.4          |
                    http://8.8.4.4                  | 8.8.0.0/16       |
                    http://127.0.0.1:3000           | 127.0.0.0/8      |
                    http://[::1]:3000/chat          | ::1              |
                    http://[::1]                    | ::1/128          |
                    http://localhost:3000           | 127.0.0.0/8      | 127.0.0.1
                    http://intra                    | 10.0.0.0/8       | 10.9.8.7
                    """)
    void allowed(String url, String entry, String address) throws Exception {
        AddressVetting vetting = vetting(address == null ? new String[0] : new String[] {address});

        List<InetAddress> found = await(vetting.vet(StrictUrl.parse(url), integration(entry)));

        assertThat(found).hasSize(1);
    }

    @Test
    void aListedNameMayLeadInsideWhereARangeSaysSo() throws Exception {
        Integration integration = integration("im.example.com", "10.1.0.0/16");

        List<InetAddress> found =
                await(
                        vetting("10.1.2.3", PUBLIC)
                                .vet(StrictUrl.parse("http://im.example.com"), integration));

        assertThat(found).containsExactly(ip("10.1.2.3"), ip(PUBLIC));
        assertRefused("http://im.example.com", integration, "10.2.0.1");
    }

    @Test
    void theIntegrationsOwnAddressNeedsNoSecondMention() throws Exception {
        Integration integration = ownAddress("https://crm.example.com/chat");

        List<InetAddress> found =
                await(
                        vetting(PUBLIC)
                                .vet(StrictUrl.parse("https://crm.example.com/chat"), integration));

        assertThat(found).containsExactly(ip(PUBLIC));
        assertRefused("https://other.example.com", integration, PUBLIC);
        assertRefused("https://other.example.com", ownAddress("::not an address::"), PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.0/33",
                "127.0.0.0/-1",
                "127.0.0.0/x",
                "127.0.0.0/",
                "300.0.0.0/8",
                "/8",
                "*",
                "*.1"
            })
    void aRangeThatCannotBeReadAllowsNothing(String entry) {
        assertRefused("http://127.0.0.1", integration(entry), "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1/8, 127.255.0.1, true",
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 8.8.8.8, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, ff02::1, false",
        "2000::/3, fe80::1, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
    })
    void ranges(String range, String address, boolean inside) {
        assertThat(AddressRanges.of(List.of(range)).contains(ip(address))).isEqualTo(inside);
    }

    @Test
    void aNameThatCannotBeResolvedIsNoRefusal() {
        var cause = new UnknownHostException("im.example.com");
        AddressVetting vetting = new AddressVetting(_ -> Future.failedFuture(cause));

        Future<?> vetted =
                vetting.vet(
                        StrictUrl.parse("http://im.example.com"), integration("im.example.com"));

        assertThat(vetted.cause()).isSameAs(cause);
    }

    @Test
    void theParsedPartsAreWhatTheRequestNeeds() {
        assertThat(StrictUrl.parse("https://Im.Example.com/Chat/"))
                .isEqualTo(new StrictUrl(true, "im.example.com", null, 443, "/Chat"));
        assertThat(StrictUrl.parse("http://h:8080"))
                .isEqualTo(new StrictUrl(false, "h", null, 8080, ""));
        assertThat(StrictUrl.parse("http://h").port()).isEqualTo(80);
    }

    private void assertRefused(String url, Integration integration, String... addresses) {
        assertThatThrownBy(() -> await(vetting(addresses).vet(StrictUrl.parse(url), integration)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED));
    }

    private AddressVetting vetting(String... addresses) {
        return new AddressVetting(
                host -> {
                    asked.add(host);
                    return Future.succeededFuture(
                            Arrays.stream(addresses).map(AddressVettingTest::ip).toList());
                });
    }

    private static Integration integration(String... callbackHosts) {
        return integration(null, List.of(callbackHosts));
    }

    private static Integration ownAddress(String callbackUrl) {
        return integration(callbackUrl, List.of());
    }

    private static Integration integration(
            @Nullable String callbackUrl, List<String> callbackHosts) {
        return new Integration(
                "demo",
                new TenantId(1),
                callbackUrl,
                "/x",
                callbackHosts,
                List.of(),
                false,
                false,
                Signing.NONE,
                Dialect.STANDARD);
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException e) {
            throw new AssertionError(text, e);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw (Exception) e.getCause();
        }
    }
}
