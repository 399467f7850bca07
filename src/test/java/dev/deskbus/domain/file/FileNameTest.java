package dev.deskbus.domain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileNameTest {
    private static final Path FOLDER = Path.of("/var/lib/deskbus/files");

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("photo.jpg", "photo.jpg"),
                Arguments.of("报价单 (最终).docx", "报价单 (最终).docx"),
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\Users\\ann\\a.doc", "a.doc"),
                Arguments.of("..", "file"),
                Arguments.of("", "file"),
                Arguments.of(".htaccess", "htaccess"),
                Arguments.of("a%2fb.txt", "a_2fb.txt"),
                Arguments.of("a<b>\"c\".png", "a_b__c_.png"),
                Arguments.of("  two   words .txt  ", "two words .txt"),
                Arguments.of("exe.\u202Egpj.exe", "exe.gpj.exe"),
                Arguments.of("a\0b\r\nc.gif", "ab c.gif"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameBecomesTheNearestSafeOne(String raw, String safe) {
        assertThat(FileName.of(raw).value()).isEqualTo(safe);
    }

    @Test
    void aMissingNameIsAName() {
        assertThat(FileName.of(null).value()).isEqualTo("file");
    }

    @Test
    void onlySafeNamesCanBeMade() {
        assertThatThrownBy(() -> new FileName("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.JPG, jpg",
        "a.tar.gz, gz",
        "a, ''",
        ".jpg, ''",
        "a., ''",
        "a.b c, ''",
        "x.图片, ''"
    })
    void theExtensionIsWhatStandsBehindTheLastDot(String name, String extension) {
        assertThat(FileName.of(name).extension()).isEqualTo(extension);
    }

    @Test
    void aLongNameKeepsItsExtension() {
        FileName name = FileName.of("很".repeat(5000) + ".docx");

        assertThat(name.value()).hasSize(120);
        assertThat(name.hasOneOf(Set.of("docx"))).isTrue();
        assertThat(name.with("pdf").extension()).isEqualTo("pdf");
    }

    @Property
    void noNameLeavesItsFolder(@ForAll("nasty") String raw) {
        String name = FileName.of(raw).value();

        assertThat(FOLDER.resolve(name).normalize().getParent()).isEqualTo(FOLDER);
        assertThat(name).isNotBlank().doesNotContain("/", "\\", "\"", "\u0000", "<", "%");
        assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(120);
        assertThat(name).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}]+").doesNotStartWith(".");
    }

    @Property
    void aSafeNameStaysAsItIs(@ForAll("nasty") String raw) {
        FileName once = FileName.of(raw);

        assertThat(FileName.of(once.value())).isEqualTo(once);
    }

    @Property
    void anAddedExtensionIsThere(@ForAll("nasty") String raw) {
        assertThat(FileName.of(raw).with("jpg").extension()).isEqualTo("jpg");
    }

    @Provide
    Arbitrary<String> nasty() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(200);
        Arbitrary<String> paths =
                Arbitraries.of(
                                "..", "/", "\\", ".", "a", " ", "%2e", "\u0000", "\u202e", "图",
                                "\ud800", ".jpg", "\n", ":", "~")
                        .list()
                        .ofMaxSize(80)
                        .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, paths);
    }
}
