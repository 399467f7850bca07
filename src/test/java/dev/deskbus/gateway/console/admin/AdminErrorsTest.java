package dev.deskbus.gateway.console.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminErrorsTest {
    @Test
    void theCodesOfTheDocumentHaveItsNumbersAndWords() throws Exception {
        List<String> documented = AdminSamples.read("codes.txt").lines().toList();

        assertThat(Stream.of(AdminCode.values()).map(code -> code.number() + " " + code.words()))
                .containsAll(documented);
    }

    @Test
    void noNumberHasTwoMeanings() {
        assertThat(Stream.of(AdminCode.values()).map(AdminCode::number)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyRefusalHasACodeAndTellsNoSecrets(ErrorCode code) {
        AdminFault fault = AdminErrors.of(new Refusal(code, "a secret"));

        assertThat(fault.code().number()).isNegative();
        assertThat(fault.words()).doesNotContain("secret");
    }

    @Test
    void whatIsOursIsNotTheirs() {
        assertThat(AdminErrors.of(new IllegalStateException("a secret")).words()).isEqualTo("系统错误");
    }
}
