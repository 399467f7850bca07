package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.tpi.Item.Thumb;
import dev.deskbus.gateway.tpi.MediaKeeper.Kept;
import dev.deskbus.gateway.tpi.MediaKeeper.Sort;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a message of what a client sent beside words; what came inside the request is kept first.
 */
final class Showing {
    private static final Logger LOG = LoggerFactory.getLogger(Showing.class);
    private static final byte[] AMR = "#!AMR".getBytes(StandardCharsets.US_ASCII);

    /** Ordinary, track and custom; the others are Deskbus's own to say (decision V2-45). */
    private static final Set<Long> CLIENTS_NOTICES = Set.of(0L, 1L, (long) Message.Notice.CUSTOM);

    private final MediaKeeper keeper;
    private final PictureFetch pictures;

    Showing(World world) {
        this.keeper = world.media();
        this.pictures = new PictureFetch(world.vertx(), new AddressVetting(world.vertx()));
    }

    /**
     * The message; fails with {@code TEXT_EMPTY}, {@code MESSAGE_KIND_UNKNOWN}, {@code
     * PICTURE_NOT_STORED} or {@code VOICE_NOT_STORED}.
     */
    Future<Message> message(Holder holder, Item item) {
        return switch (item) {
            case Item.Picture picture -> picture(holder, picture);
            case Item.Voice voice -> voice(holder, voice);
            case Item.Place place ->
                    thumb(holder, place.thumb())
                            .map(
                                    thumb ->
                                            new Message.Location(
                                                    place.latitude(),
                                                    place.longitude(),
                                                    place.poi(),
                                                    place.map(),
                                                    thumb.orElse(null)));
            case Item.File(var url, var name) ->
                    Future.succeededFuture(
                            new Media(Media.Kind.FILE, notEmpty(url), name, null, null, null));
            case Item.Video video ->
                    Future.succeededFuture(notEmpty(video.url()))
                            .compose(_ -> thumb(holder, video.thumb()))
                            .map(thumb -> message(video, thumb.orElse(null)));
            case Item.Note note -> Future.succeededFuture(notice(note));
        };
    }

    private Future<Message> picture(Holder holder, Item.Picture picture) {
        boolean isInside = Inline.isDataUri(notEmpty(picture.uri()));
        return isInside || picture.save()
                ? bytes(holder, picture.uri(), isInside)
                        .compose(bytes -> keeper.keep(tenant(holder), Sort.PICTURE, bytes))
                        .recover(failure -> notStored(ErrorCode.PICTURE_NOT_STORED, failure))
                        .compose(
                                kept ->
                                        thumb(holder, picture.thumb())
                                                .map(thumb -> message(kept, thumb.orElse(null))))
                : thumb(holder, picture.thumb())
                        .map(thumb -> message(picture.uri(), thumb.orElse(null)));
    }

    private Future<Buffer> bytes(Holder holder, String uri, boolean isInside) {
        return isInside
                ? new Inline(uri)
                        .bytes()
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(undecodable()))
                : pictures.fetch(uri, holder.integration());
    }

    private Future<Message> voice(Holder holder, Item.Voice voice) {
        notEmpty(voice.data().text());
        Optional<Buffer> bytes = voice.data().bytes();
        boolean isFit =
                bytes.isPresent()
                        && (isAmr(bytes.get()) || !holder.integration().dialect().strictVoice());
        return (isFit
                        ? keeper.keep(tenant(holder), Sort.VOICE, bytes.orElseThrow())
                        : Future.<Kept>failedFuture(undecodable()))
                .recover(failure -> notStored(ErrorCode.VOICE_NOT_STORED, failure))
                .map(
                        kept ->
                                new Media(
                                        Media.Kind.VOICE,
                                        kept.url(),
                                        kept.name(),
                                        kept.size(),
                                        voice.seconds(),
                                        null));
    }

    /** A thumb is an ornament: without it the message goes all the same (decision V2-21). */
    private Future<Optional<String>> thumb(Holder holder, Thumb thumb) {
        String uri = thumb.uri();
        if (uri != null || thumb.data().isEmpty()) {
            return Future.succeededFuture(Optional.ofNullable(uri));
        }
        return thumb.data()
                .bytes()
                .map(bytes -> keeper.keep(tenant(holder), Sort.PICTURE, bytes))
                .orElseGet(() -> Future.failedFuture(undecodable()))
                .map(kept -> Optional.of(kept.url()))
                .otherwise(
                        failure -> {
                            LOG.atDebug()
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("thumb not kept");
                            return Optional.empty();
                        });
    }

    private static Message message(String uri, @Nullable String thumb) {
        return new Media(Media.Kind.PICTURE, uri, null, null, null, thumb);
    }

    private static Message message(Kept kept, @Nullable String thumb) {
        return new Media(Media.Kind.PICTURE, kept.url(), kept.name(), kept.size(), null, thumb);
    }

    private static Message message(Item.Video video, @Nullable String thumb) {
        return new Media(Media.Kind.VIDEO, video.url(), video.name(), null, video.seconds(), thumb);
    }

    private static Message notice(Item.Note note) {
        if (!CLIENTS_NOTICES.contains(note.type())) {
            throw new Refusal(ErrorCode.MESSAGE_KIND_UNKNOWN, "not a notice of clients");
        }
        return new Message.Notice((int) note.type(), notEmpty(note.text()));
    }

    private static boolean isAmr(Buffer bytes) {
        return bytes.length() > AMR.length && Arrays.equals(bytes.getBytes(0, AMR.length), AMR);
    }

    private static String notEmpty(String content) {
        if (content.isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "the message is empty");
        }
        return content;
    }

    /** A file store's own words for what is too large go on as they are. */
    private static <T> Future<T> notStored(ErrorCode code, Throwable failure) {
        if (TpiErrors.codeOf(failure) == ErrorCode.FILE_TOO_LARGE) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("media not stored");
        return Future.failedFuture(new Refusal(code, "it could not be stored"));
    }

    private static Refusal undecodable() {
        return new Refusal(ErrorCode.PARAMETER_INVALID, "not the Base64 of what it should be");
    }

    private static TenantId tenant(Holder holder) {
        return holder.client().tenant();
    }
}
