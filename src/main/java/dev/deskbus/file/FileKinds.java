package dev.deskbus.file;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Looks at how a file begins and says what it is, or refuses it with {@code FILE_KIND_NOT_ALLOWED}
 * (decision V2-28). Blocks while it reads.
 */
final class FileKinds {
    private static final Set<MediaType> PICTURES =
            Set.of(
                    MediaType.image("jpeg"),
                    MediaType.image("png"),
                    MediaType.image("gif"),
                    MediaType.image("bmp"),
                    MediaType.image("webp"));

    /** Text that a browser would act upon. */
    private static final Set<MediaType> ACTIVE =
            Set.of(
                    MediaType.TEXT_HTML,
                    MediaType.application("xhtml+xml"),
                    MediaType.image("svg+xml"),
                    MediaType.application("javascript"));

    /** Its frames have no common beginning. */
    private static final MediaType MP3 = MediaType.audio("mpeg");

    private static final MediaType MP4 = MediaType.application("mp4");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final Set<String> extensions;

    FileKinds(Set<String> extensions) {
        this.extensions = extensions;
    }

    /** A file's name, with an extension, and its media type. */
    record Kind(FileName name, String type) {}

    /** Refuses a name whose extension is not allowed; one without any may yet get one. */
    void require(FileName name) {
        if (!name.extension().isEmpty() && !name.hasOneOf(extensions)) {
            throw refusal("files named ." + name.extension() + " are not allowed");
        }
    }

    /** What the content is; it must support {@code mark}. */
    Kind of(InputStream content, FileName name, Purpose purpose) throws IOException {
        return switch (purpose) {
            case UPLOAD ->
                    name.extension().isEmpty()
                            ? unnamed(found(content, null), name)
                            : named(found(content, name), name);
            case PICTURE -> picture(found(content, null), name);
            case VOICE -> voice(found(content, null), name);
            case FILM -> film(found(content, null), name);
        };
    }

    private Kind named(MediaType found, FileName name) {
        require(name);
        MediaType expected = byName(name);
        if (isText(expected)) {
            return text(found, expected, name);
        }
        boolean agrees =
                found.equals(expected)
                        ? !found.equals(MediaType.OCTET_STREAM)
                        : isSpecial(found, expected)
                                || bothPictures(found, expected)
                                || bothSoundOrFilm(found, expected);
        if (!agrees) {
            throw refusal("the content is not what the name says");
        }
        return new Kind(name, found.toString());
    }

    /** Text in whatever encoding, and never anything but text once it is here. */
    private Kind text(MediaType found, MediaType expected, FileName name) {
        boolean text =
                found.equals(MediaType.OCTET_STREAM) || found.equals(expected) || isText(found);
        if (!text || (ACTIVE.contains(found) && !found.equals(expected))) {
            throw refusal("the content is not what the name says");
        }
        return new Kind(name, expected.toString());
    }

    private Kind unnamed(MediaType found, FileName name) {
        String extension =
                extensionsOf(found).filter(extensions::contains).findFirst().orElse(null);
        if (extension == null || ACTIVE.contains(found)) {
            throw refusal("what this is, is not known or not allowed");
        }
        return new Kind(name.with(extension), found.toString());
    }

    private Kind picture(MediaType found, FileName name) {
        if (!PICTURES.contains(found)) {
            throw refusal("this is no picture");
        }
        return new Kind(name.with(firstExtension(found).orElse("img")), found.toString());
    }

    /** What is a film or a sound in that container is taken for a film. */
    private Kind film(MediaType found, FileName name) {
        MediaType type = found.equals(MP4) ? MediaType.video("mp4") : found;
        if (!type.getType().equals("video")) {
            throw refusal("this is no film");
        }
        return new Kind(name.with(firstExtension(type).orElse("bin")), type.toString());
    }

    private Kind voice(MediaType found, FileName name) {
        MediaType type = found.getType().equals("audio") ? found : MediaType.OCTET_STREAM;
        return new Kind(name.with(firstExtension(type).orElse("bin")), type.toString());
    }

    /** What the content is, told apart by the name where contents alone cannot be. */
    private MediaType found(InputStream content, @Nullable FileName name) throws IOException {
        Metadata hints = new Metadata();
        if (name != null) {
            MediaType bare = types.detect(content, new Metadata()).getBaseType();
            if (bare.equals(MediaType.OCTET_STREAM) && !byName(name).equals(MP3)) {
                return bare;
            }
            hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, "x." + name.extension());
        }
        return types.detect(content, hints).getBaseType();
    }

    private MediaType byName(FileName name) {
        Metadata hints = new Metadata();
        hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, "x." + name.extension());
        try {
            return types.detect(null, hints).getBaseType();
        } catch (IOException e) {
            throw new IllegalStateException("nothing was to be read", e);
        }
    }

    private boolean isSpecial(MediaType found, MediaType expected) {
        return !expected.equals(MediaType.OCTET_STREAM)
                && types.getMediaTypeRegistry().isSpecializationOf(found, expected);
    }

    private boolean isText(MediaType type) {
        return type.equals(MediaType.TEXT_PLAIN)
                || types.getMediaTypeRegistry().isSpecializationOf(type, MediaType.TEXT_PLAIN);
    }

    private static boolean bothPictures(MediaType found, MediaType expected) {
        return PICTURES.contains(found) && PICTURES.contains(expected);
    }

    private static boolean bothSoundOrFilm(MediaType found, MediaType expected) {
        return isSoundOrFilm(found) && isSoundOrFilm(expected);
    }

    private static boolean isSoundOrFilm(MediaType type) {
        return type.getType().equals("audio") || type.getType().equals("video");
    }

    private Optional<String> firstExtension(MediaType type) {
        return extensionsOf(type).filter(each -> !each.equals("mpga")).findFirst();
    }

    private Stream<String> extensionsOf(MediaType type) {
        try {
            return types.forName(type.toString()).getExtensions().stream()
                    .map(extension -> extension.substring(1));
        } catch (MimeTypeException e) {
            throw new IllegalStateException("found by the same library", e);
        }
    }

    private static Refusal refusal(String why) {
        return new Refusal(ErrorCode.FILE_KIND_NOT_ALLOWED, why);
    }
}
