package dev.deskbus.actor.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.callback.Receivers.Admission;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiversTest {
    private final Receivers<String> target = new Receivers<>(1, 1);

    @Test
    void aPlaceIsHandedToWhoWaitsForIt() {
        assertThat(target.admit("a", "one")).isEqualTo(Admission.ADMITTED);
        assertThat(target.admit("a", "two")).isEqualTo(Admission.PARKED);
        assertThat(target.admit("a", "three")).isEqualTo(Admission.FULL);
        assertThat(target.admit("b", "four")).isEqualTo(Admission.ADMITTED);
        assertThat(target.parked()).isEqualTo(1);

        assertThat(target.leave("a")).contains("two");
        assertThat(target.tryEnter("a")).isFalse();
        assertThat(target.leave("a")).isEmpty();
        assertThat(target.tryEnter("a")).isTrue();
        assertThat(target.parked()).isZero();
    }

    @Test
    void theDismissedDoNotGetAPlace() {
        target.admit("a", "one");
        target.admit("a", "two");

        assertThat(target.dismiss(_ -> true)).containsExactly("two");
        assertThat(target.parked()).isZero();
        assertThat(target.leave("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://Im.Example.com:8080/chat, im.example.com:8080",
        "https://im.example.com/other, im.example.com",
        "not an address, not an address",
        "mailto:x, mailto:x",
    })
    void aReceiverIsAHostWithItsPort(String url, String receiver) {
        var callbackTarget = new CallbackTarget(Protocol.TPI_V2, url, "demo");

        assertThat(Taken.receiver(callbackTarget)).isEqualTo(receiver);
    }

    @Test
    void accountsOfOneWeChatHostHavePlacesOfTheirOwn() {
        var first = new CallbackTarget(Protocol.WECHAT, "http://host:1/ari", "gh_1");
        var second = new CallbackTarget(Protocol.WECHAT, "http://host:1/ari", "gh_2");

        assertThat(Taken.receiver(first)).isNotEqualTo(Taken.receiver(second));
    }
}
