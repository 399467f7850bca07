package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost/ThirdPartService",
        "http://localhost/, http://localhost/ThirdPartService",
        "http://localhost:8080, http://localhost:8080/ThirdPartService",
        "HTTP://LocalHost:8080/chat/, http://localhost:8080/chat",
        "https://crm.example/a/b.c-d, https://crm.example/a/b.c-d",
        "http://127.0.0.1:1, http://127.0.0.1:1/ThirdPartService",
        "http://127.9.9.9/x, http://127.9.9.9/x",
        "http://10.0.0.7/x, http://10.0.0.7/x",
        "http://[::1]:99/x, http://[::1]:99/x",
        "' http://localhost/x ', http://localhost/x"
    })
    void anAllowedAddressBecomesABase(String serverAddr, String base) {
        assertThat(CallbackAddress.of(serverAddr, Protocol.TPI_V2, integration(null)))
                .isEqualTo(new CallbackTarget(Protocol.TPI_V2, base, "main"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "//localhost/x",
                "localhost:8080",
                "/x",
                "x",
                "ftp://localhost/x",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http:localhost",
                "http://",
                "http:///x",
                "http://evil.example/x",
                "http://localhost.evil.example/x",
                "http://evil.example#localhost",
                "http://evil.example\\@localhost/x",
                "http://localhost\\@evil.example/x",
                "http://localhost@evil.example/x",
                "http://user@localhost/x",
                "http://user:pw@localhost/x",
                "http://@localhost/x",
                "http://localhost/x?y=1",
                "http://localhost/x?",
                "http://localhost/x#y",
                "http://localhost/x#",
                "http://localhost/../x",
                "http://localhost/x/..",
                "http://localhost/%2e%2e/x",
                "http://localhost/x%0d%0aHost:y",
                "http://localhost//x",
                "http://localhost/x\r\ny",
                "http://localhost:0/x",
                "http://localhost:65536/x",
                "http://localhost:-1/x",
                "http://localhost:80:90/x",
                "http://localhost./x",
                "http://crm.example.evil/x",
                "http://xcrm.example/x",
                "http://10.0.0.8/x",
                "http://10.0.0.007/x",
                "http://169.254.169.254/latest",
                "http://2130706433/x",
                "http://0x7f000001/x",
                "http://0177.0.0.1/x",
                "http://127.1/x",
                "http://0/x",
                "http://0.0.0.0/x",
                "http://[::]/x",
                "http://[::ffff:10.0.0.8]/x",
                "http://[fe80::1%25eth0]/x",
                "http://[::1/x",
                "http://１２７.0.0.1/x",
                "http://ｌocalhost/x",
                "http://loc\tathost/x"
            })
    void anyOtherAddressIsRefusedByName(String serverAddr) {
        assertThatThrownBy(() -> CallbackAddress.of(serverAddr, Protocol.TPI_V2, integration(null)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ErrorCode.CALLBACK_ADDRESS_NOT_ALLOWED))
                .hasMessageStartingWith("serverAddr ");
    }

    @Test
    void withoutAnAddressTheIntegrationsOwnIsTaken() {
        assertThat(
                        CallbackAddress.of(
                                null, Protocol.TPI_V2, integration("http://crm.internal/chat/")))
                .isEqualTo(new CallbackTarget(Protocol.TPI_V2, "http://crm.internal/chat", "main"));
        assertThat(CallbackAddress.of(null, Protocol.TPI_V1, integration(null))).isNull();
    }

    private static Integration integration(@Nullable String callbackUrl) {
        return new Integration(
                "main",
                new TenantId(1),
                callbackUrl,
                "/ThirdPartService",
                List.of("localhost", "crm.example", "127.0.0.0/8", "::1", "10.0.0.7"),
                List.of(),
                false,
                false,
                Signing.NONE,
                Dialect.STANDARD);
    }
}
