package dev.deskbus.actor.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishForPersonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"转人工", "“转人工”", " 转人工！", "人工客服。", "Human", "talk to a human!", "AGENT?"})
    void aWish(String text) {
        assertThat(WishForPerson.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "转",
                "人工智能是什么",
                "不要转人工",
                "human resources",
                "你们几点上班",
                "my agent is rude"
            })
    void noWish(String text) {
        assertThat(WishForPerson.isOne(text)).isFalse();
    }
}
