package dev.deskbus.gateway.http;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.gateway.http.ByteRange.Asked;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.VoicePlayback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET} and {@code HEAD} of stored files, to whoever knows their ids (decision V2-27). A file
 * is served as what its content was found to be and nothing else; only pictures, sound and film are
 * shown in place. A browser that is about to play a voice, or who asks with {@code ?as=mp3}, gets
 * it as MP3 where that can be made (decision V2-22).
 */
public final class StoredFileResource {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFileResource.class);
    private static final List<String> PLACES = List.of("/f/", "/EliteWebChat/f/", "/webchat/f/");
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int UNAVAILABLE = 503;

    private static final Set<String> SHOWN =
            Set.of(
                    "image/jpeg",
                    "image/png",
                    "image/gif",
                    "image/bmp",
                    "image/webp",
                    "audio/amr",
                    "audio/amr-wb",
                    "audio/mpeg",
                    "audio/mp4",
                    "audio/vnd.wave",
                    "audio/vorbis",
                    "audio/opus",
                    "video/mp4",
                    "video/webm",
                    "video/quicktime",
                    "video/3gpp");

    private static final String MP3 = "audio/mpeg";

    private final FileStore files;
    private final VoicePlayback voices;

    /** Serves that store. */
    public StoredFileResource(FileStore files, VoicePlayback voices) {
        this.files = files;
        this.voices = voices;
    }

    /** Sends a part of what is served; the head is written already. */
    private interface Sender {
        Future<Void> send(ByteRange range);
    }

    /** Serves all places. */
    public void mount(Router router) {
        for (String place : PLACES) {
            router.route(place + "*")
                    .handler(
                            context ->
                                    serve(
                                            context.request(),
                                            context.normalizedPath().substring(place.length())));
        }
    }

    /** The rest of the path is the id and a name that nobody looks at. */
    private void serve(HttpServerRequest request, String rest) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            refuse(request, METHOD_NOT_ALLOWED, "only GET and HEAD are served");
            return;
        }
        String id = rest.substring(0, Math.max(rest.indexOf('/'), 0));
        Future<Optional<StoredFile>> found =
                FileId.isWellFormed(id)
                        ? files.find(new FileId(id))
                        : Future.succeededFuture(Optional.empty());
        found.compose(
                        file ->
                                file.map(each -> answer(request, each))
                                        .orElseGet(() -> refuseUnknown(request)))
                .onFailure(failure -> onFailure(request, failure));
    }

    private Future<Void> answer(HttpServerRequest request, StoredFile file) {
        return isToBePlayed(request)
                ? voices.toMp3(file)
                        .compose(
                                made ->
                                        made.map(bytes -> play(request, file, bytes))
                                                .orElseGet(() -> asItIs(request, file)))
                : asItIs(request, file);
    }

    /** Browsers say what a request is for (Fetch Metadata). */
    private static boolean isToBePlayed(HttpServerRequest request) {
        return "audio".equals(request.getHeader("Sec-Fetch-Dest"))
                || "mp3".equals(request.getParam("as"));
    }

    private Future<Void> asItIs(HttpServerRequest request, StoredFile file) {
        return answer(request, file, file.id().value(), range -> send(request, file, range));
    }

    private static Future<Void> play(HttpServerRequest request, StoredFile file, Buffer bytes) {
        StoredFile played =
                new StoredFile(
                        file.id(),
                        file.tenant(),
                        FileName.of(file.name().value() + ".mp3"),
                        MP3,
                        bytes.length());
        return answer(
                request,
                played,
                file.id().value() + "-mp3",
                range -> request.response().end(range.of(bytes)));
    }

    private static Future<Void> answer(
            HttpServerRequest request, StoredFile file, String version, Sender sender) {
        HttpServerResponse response = request.response();
        String tag = "\"" + version + "\"";
        putHeaders(response, file, tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            return response.setStatusCode(NOT_MODIFIED).end();
        }
        String asked = isSameVersion(request, tag) ? request.getHeader("Range") : null;
        return switch (ByteRange.of(asked, file.size())) {
            case Asked.Whole _ -> send(request, new ByteRange(0, file.size()), sender);
            case Asked.Part(var range) -> {
                response.setStatusCode(PARTIAL).putHeader("Content-Range", range.of(file.size()));
                yield send(request, range, sender);
            }
            case Asked.Nowhere _ ->
                    response.setStatusCode(RANGE_NOT_SATISFIABLE)
                            .putHeader("Content-Range", "bytes */" + file.size())
                            .end();
        };
    }

    private static Future<Void> send(HttpServerRequest request, ByteRange range, Sender sender) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Length", Long.toString(range.length()));
        return request.method().equals(HttpMethod.HEAD) ? response.end() : sender.send(range);
    }

    private Future<Void> send(HttpServerRequest request, StoredFile file, ByteRange range) {
        HttpServerResponse response = request.response();
        return files.open(file, range.from(), range.length())
                .compose(
                        content ->
                                content.map(each -> each.sendTo(response))
                                        .orElseGet(() -> refuseUnknown(request)));
    }

    private static void putHeaders(HttpServerResponse response, StoredFile file, String tag) {
        String way = SHOWN.contains(file.type()) ? "inline" : "attachment";
        response.putHeader("Content-Type", file.type())
                .putHeader("Content-Disposition", way + disposition(file.name().value()))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Cache-Control", "private, max-age=31536000, immutable")
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Vary", "Sec-Fetch-Dest")
                .putHeader("ETag", tag);
    }

    /** For old clients in ASCII, for all others as it is (RFC 6266). */
    private static String disposition(String name) {
        return "; filename=\""
                + name.replaceAll("[^\\x20-\\x7e]", "_")
                + "\"; filename*=UTF-8''"
                + FileLinks.escape(name);
    }

    private static boolean isSameVersion(HttpServerRequest request, String tag) {
        String condition = request.getHeader("If-Range");
        return condition == null || condition.equals(tag);
    }

    private static Future<Void> refuseUnknown(HttpServerRequest request) {
        return refuse(request, NOT_FOUND, "no such file");
    }

    private static Future<Void> refuse(HttpServerRequest request, int status, String words) {
        HttpServerResponse response = request.response();
        List.of("Content-Length", "Content-Range", "Content-Disposition", "ETag")
                .forEach(response.headers()::remove);
        return response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end("{\"code\":" + status + ",\"message\":\"" + words + "\"}");
    }

    /** Too late for an answer once some of the file is out: then only hanging up is honest. */
    private static void onFailure(HttpServerRequest request, Throwable failure) {
        LOG.atDebug().addKeyValue("reason", failure.getMessage()).log("file not served");
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            request.connection().close();
        } else {
            refuse(request, UNAVAILABLE, "please try again later");
        }
    }
}
