package dev.deskbus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.file.FileKinds.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindsTest {
    private static final Set<String> DEFAULTS =
            Set.of(
                    ("zip,rar,jpg,jpeg,png,gif,bmp,doc,docx,xls,xlsx,ppt,pptx,pdf,txt,amr,mp3,mp4")
                            .split(","));

    private final FileKinds target = new FileKinds(DEFAULTS);

    static Stream<Arguments> honest() {
        String office = "application/vnd.openxmlformats-officedocument.";
        return Stream.of(
                Arguments.of("a.png", Samples.png(), "image/png"),
                Arguments.of("a.JPG", Samples.jpeg(), "image/jpeg"),
                Arguments.of("a.jpeg", Samples.jpeg(), "image/jpeg"),
                Arguments.of("wechat.jpg", Samples.png(), "image/png"),
                Arguments.of("a.gif", Samples.text("GIF89a and more"), "image/gif"),
                Arguments.of("a.pdf", Samples.text("%PDF-1.7\n"), "application/pdf"),
                Arguments.of("a.zip", Samples.zip("a.txt"), "application/zip"),
                Arguments.of("a.rar", Samples.rar(), "application/x-rar-compressed"),
                Arguments.of("a.doc", Samples.ole(), "application/msword"),
                Arguments.of("a.xls", Samples.ole(), "application/vnd.ms-excel"),
                Arguments.of("a.ppt", Samples.ole(), "application/vnd.ms-powerpoint"),
                Arguments.of("a.docx", Samples.office(), office + "wordprocessingml.document"),
                Arguments.of("a.xlsx", Samples.office(), office + "spreadsheetml.sheet"),
                Arguments.of("a.pptx", Samples.office(), office + "presentationml.presentation"),
                Arguments.of("a.amr", Samples.amr(), "audio/amr"),
                Arguments.of("a.mp3", Samples.mp3(), "audio/mpeg"),
                Arguments.of("a.mp4", Samples.mp4(), "video/mp4"),
                Arguments.of("a.mp4", Samples.quickTime(), "video/mp4"),
                Arguments.of("a.txt", Samples.text("你好"), "text/plain"),
                Arguments.of("a.txt", "你好世界这是中文".getBytes(Charset.forName("GBK")), "text/plain"),
                Arguments.of("a.txt", Samples.text("From: me\nSubject: b\n\n"), "text/plain"));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void aFileIsWhatItsContentSays(String name, byte[] content, String type) throws IOException {
        Kind kind = of(name, content);

        assertThat(kind.type()).isEqualTo(type);
        assertThat(kind.name().value()).isEqualTo(name);
    }

    static Stream<Arguments> dishonest() {
        byte[] html = Samples.text("<html><script>alert(1)</script></html>");
        byte[] svg = Samples.text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        return Stream.of(
                Arguments.of("a.jpg", html),
                Arguments.of("a.jpg", svg),
                Arguments.of("a.jpg", Samples.windowsProgram()),
                Arguments.of("a.jpg", Samples.linuxProgram()),
                Arguments.of("a.jpg", Samples.text("#!/bin/sh\nrm -rf /\n")),
                Arguments.of("a.jpg", Samples.text("just words")),
                Arguments.of("a.jpg", Samples.unknown()),
                Arguments.of("a.jpg", Samples.zip("a")),
                Arguments.of("a.png", Samples.mp4()),
                Arguments.of("a.mp4", html),
                Arguments.of("a.mp3", Samples.windowsProgram()),
                Arguments.of("a.pdf", html),
                Arguments.of("a.doc", Samples.windowsProgram()),
                Arguments.of("a.docx", Samples.ole()),
                Arguments.of("a.zip", Samples.linuxProgram()),
                Arguments.of("a.txt", html),
                Arguments.of("a.txt", svg),
                Arguments.of("a.txt", Samples.windowsProgram()),
                Arguments.of("a.amr", Samples.png()));
    }

    @ParameterizedTest
    @MethodSource("dishonest")
    void contentThatIsNotWhatTheNameSaysIsRefused(String name, byte[] content) {
        assertRefused(() -> of(name, content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.exe", "a.html", "a.jpg.svg", "a.jsp", "a.webp"})
    void otherExtensionsAreRefusedWhateverIsInside(String name) {
        assertRefused(() -> target.require(FileName.of(name)));
        assertRefused(() -> of(name, Samples.png()));
    }

    @Test
    void aNamelessFileGetsTheExtensionOfItsContent() throws IOException {
        assertThat(of("upload", Samples.jpeg()).name().value()).isEqualTo("upload.jpg");
        assertThat(of("upload", Samples.mp3()).name().value()).isEqualTo("upload.mp3");
        assertThat(of("upload", Samples.text("words")).type()).isEqualTo("text/plain");
        assertRefused(() -> of("upload", Samples.windowsProgram()));
        assertRefused(() -> of("upload", Samples.text("<html><p>hi</html>")));
        assertRefused(() -> of("upload", Samples.unknown()));
    }

    @Test
    void aPictureInAMessageMustBeOne() throws IOException {
        Kind kind = of("image", Samples.png(), Purpose.PICTURE);

        assertThat(kind.name().value()).isEqualTo("image.png");
        assertThat(kind.type()).isEqualTo("image/png");
        assertRefused(() -> of("image", Samples.text("<svg/>"), Purpose.PICTURE));
        assertRefused(() -> of("image", Samples.amr(), Purpose.PICTURE));
    }

    @Test
    void aVoiceMayBeAnythingButOnlySoundIsCalledSound() throws IOException {
        Kind amr = of("voice", Samples.amr(), Purpose.VOICE);
        Kind mp3 = of("voice", Samples.mp3(), Purpose.VOICE);
        Kind picture = of("voice", Samples.png(), Purpose.VOICE);
        Kind page = of("voice", Samples.text("<html></html>"), Purpose.VOICE);

        assertThat(amr.name().value() + " " + amr.type()).isEqualTo("voice.amr audio/amr");
        assertThat(mp3.type()).isEqualTo("audio/mpeg");
        assertThat(picture.name().value() + " " + picture.type())
                .isEqualTo("voice.bin application/octet-stream");
        assertThat(page.type()).isEqualTo("application/octet-stream");
    }

    private Kind of(String name, byte[] content) throws IOException {
        return of(name, content, Purpose.UPLOAD);
    }

    private Kind of(String name, byte[] content, Purpose purpose) throws IOException {
        return target.of(new ByteArrayInputStream(content), FileName.of(name), purpose);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.FILE_KIND_NOT_ALLOWED));
    }
}
