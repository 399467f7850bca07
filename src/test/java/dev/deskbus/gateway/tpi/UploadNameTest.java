package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=\"a b.txt\" | a b.txt",
                "attachment; filename=a.txt; size=3 | a.txt",
                "form-data; FileName=\"a.txt\" | a.txt",
                "attachment; filename=\"x\"; filename*=UTF-8''%E8%A1%A8%2B.txt | 表+.txt",
                "attachment; filename*=utf-8'zh'a%20b.txt | a b.txt"
            })
    void aHeaderMayNameTheFile(String header, String name) {
        assertThat(UploadName.ofDisposition(header)).isEqualTo(name);
    }

    @Test
    void bytesOfUtf8AreUnderstood() {
        String wire =
                new String(
                        "attachment; filename=\"图.jpg\"".getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);

        assertThat(UploadName.ofDisposition(wire)).isEqualTo("图.jpg");
    }

    @Test
    void aHeaderMayNameNothing() {
        assertThat(UploadName.ofDisposition(null)).isNull();
        assertThat(UploadName.ofDisposition("attachment")).isNull();
        assertThat(UploadName.ofDisposition("attachment; filename*=UTF-8''%zz")).isNull();
    }
}
