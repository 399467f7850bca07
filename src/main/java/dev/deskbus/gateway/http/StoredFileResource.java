package dev.deskbus.gateway.http;

import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.gateway.http.ByteRange.Asked;
import dev.deskbus.port.FileStore;
import io.vertx.core.Future;
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
 * shown in place.
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

    private final FileStore files;
    private final Promised promised;

    /** Serves that store. */
    public StoredFileResource(FileStore files) {
        this(files, _ -> Future.succeededFuture(Optional.empty()));
    }

    /** The same, and what is on its way into it. */
    public StoredFileResource(FileStore files, Promised promised) {
        this.files = files;
        this.promised = promised;
    }

    /** Knows what is served under an id that is no file's. */
    @FunctionalInterface
    public interface Promised {
        /** How it stands; empty for an id that nobody was given. */
        Future<Optional<MediaStanding>> find(FileId id);
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
                                        .orElseGet(() -> answerPromised(request, id)))
                .onFailure(failure -> onFailure(request, failure));
    }

    private Future<Void> answerPromised(HttpServerRequest request, String id) {
        return (FileId.isWellFormed(id)
                        ? promised.find(new FileId(id))
                        : Future.succeededFuture(Optional.<MediaStanding>empty()))
                .compose(
                        found ->
                                found.map(standing -> answerPromised(request, standing))
                                        .orElseGet(() -> refuseUnknown(request)));
    }

    private Future<Void> answerPromised(HttpServerRequest request, MediaStanding standing) {
        boolean withBody = request.method().equals(HttpMethod.GET);
        HttpServerResponse response = request.response();
        return switch (standing) {
            case MediaStanding.Expected() -> MediaPlaceholder.expected(response, withBody);
            case MediaStanding.Gone() -> MediaPlaceholder.gone(response, withBody);
            case MediaStanding.Here(var file) -> answerFile(request, file);
        };
    }

    private Future<Void> answerFile(HttpServerRequest request, FileId id) {
        return files.find(id)
                .compose(
                        file ->
                                file.map(each -> answer(request, each))
                                        .orElseGet(() -> refuseUnknown(request)));
    }

    private Future<Void> answer(HttpServerRequest request, StoredFile file) {
        HttpServerResponse response = request.response();
        String tag = "\"" + file.id().value() + "\"";
        putHeaders(response, file, tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            return response.setStatusCode(NOT_MODIFIED).end();
        }
        String asked = isSameVersion(request, tag) ? request.getHeader("Range") : null;
        return switch (ByteRange.of(asked, file.size())) {
            case Asked.Whole _ -> send(request, file, new ByteRange(0, file.size()));
            case Asked.Part(var range) -> {
                response.setStatusCode(PARTIAL).putHeader("Content-Range", range.of(file.size()));
                yield send(request, file, range);
            }
            case Asked.Nowhere _ ->
                    response.setStatusCode(RANGE_NOT_SATISFIABLE)
                            .putHeader("Content-Range", "bytes */" + file.size())
                            .end();
        };
    }

    private Future<Void> send(HttpServerRequest request, StoredFile file, ByteRange range) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Length", Long.toString(range.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            return response.end();
        }
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
