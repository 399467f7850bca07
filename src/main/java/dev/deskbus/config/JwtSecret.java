package dev.deskbus.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that agents' tokens are signed with. */
public final class JwtSecret {
    private static final String FILE = "jwt.secret";
    private static final int BYTES = 32;

    private JwtSecret() {}

    /** The one of the settings, or one that is made once and kept, for its owner's eyes only. */
    public static byte[] of(Settings settings) throws IOException {
        if (!settings.jwtSecret().isEmpty()) {
            return settings.jwtSecret().value().getBytes(StandardCharsets.UTF_8);
        }
        Path file = Files.createDirectories(settings.database().dataDir()).resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path half = Files.createTempFile(file.getParent(), FILE, ".new");
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                half, HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
        try {
            Files.move(half, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(half);
        }
    }
}
