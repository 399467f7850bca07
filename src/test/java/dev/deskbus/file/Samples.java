package dev.deskbus.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of many kinds, as short as they can be. */
public final class Samples {
    /** A whole picture: the one in the document, five pixels wide. */
    public static final String PNG_BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgl"
                    + "jNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";

    private static final int PADDING = 600;

    private Samples() {}

    public static byte[] png() {
        return Base64.getDecoder().decode(PNG_BASE64);
    }

    public static byte[] jpeg() {
        return padded("ffd8ffe000104a4649460001");
    }

    public static byte[] amr() {
        return text("#!AMR\n<one frame>");
    }

    public static byte[] mp4() {
        return padded("0000001866747970" + HexFormat.of().formatHex(text("mp42")));
    }

    public static byte[] quickTime() {
        return padded("0000001866747970" + HexFormat.of().formatHex(text("isom")));
    }

    public static byte[] mp3() {
        return padded("494433");
    }

    public static byte[] rar() {
        return padded("526172211a070100");
    }

    public static byte[] ole() {
        return padded("d0cf11e0a1b11ae1");
    }

    public static byte[] windowsProgram() {
        return padded("4d5a9000");
    }

    public static byte[] linuxProgram() {
        return padded("7f454c4602010100");
    }

    public static byte[] unknown() {
        return new byte[PADDING];
    }

    public static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] office() {
        return zip("[Content_Types].xml", "word/document.xml");
    }

    public static byte[] zip(String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(text("<x/>"));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] padded(String hex) {
        byte[] head = HexFormat.of().parseHex(hex);
        return Arrays.copyOf(head, head.length + PADDING);
    }
}
