package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.FileStore.Draft;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /tpiu}: clients send files, as forms or as bare bodies, and hear where they lie
 * (decisions V2-26 to V2-28). Answers 200 with a {@code result}, always (R5). A token in the query
 * is looked at before the body; one in the form may stand behind the file, which is then kept only
 * if the token is good.
 */
public final class UploadResource {
    private static final String TOKEN = "token";
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Vertx vertx;
    private final FileStore files;
    private final UploadSettings settings;
    private final Tokens tokens;
    private final Throttle throttle;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Makes it; nothing is served before it is mounted. */
    public UploadResource(
            Vertx vertx, ClientStore clients, FileStore files, UploadSettings settings) {
        this.vertx = vertx;
        this.files = files;
        this.settings = settings;
        this.tokens = new Tokens(clients);
        this.throttle = new Throttle(settings.perMinute(), Duration.ofMinutes(1));
    }

    /** Serves the paths of the settings; mount it before anything that reads bodies. */
    public void mount(Router router) {
        for (String path : settings.paths()) {
            router.route(path).handler(context -> receive(context.request()));
        }
    }

    /** How many are coming now. */
    public long underWay() {
        return underWay.get();
    }

    /** How many were kept. */
    public long kept() {
        return kept.get();
    }

    /** How many were not. */
    public long refused() {
        return refused.get();
    }

    private void receive(HttpServerRequest request) {
        Language language = Language.of(request.getHeader("Accept-Language"));
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("Allow", "POST");
            TpiResource.send(request, encode(TpiResource.notPost(language)));
            return;
        }
        request.pause();
        boolean room = underWay.incrementAndGet() <= settings.atOnce();
        Future<StoredFile> file =
                room ? serve(request) : body(request).refuse(tooMany("too many files at once"));
        file.onComplete(_ -> underWay.decrementAndGet())
                .onComplete(_ -> kept.incrementAndGet(), _ -> refused.incrementAndGet())
                .map(UploadResource::encode)
                .otherwise(failure -> encode(TpiResource.refuse(failure, language)))
                .onSuccess(reply -> TpiResource.send(request, reply));
    }

    private Future<StoredFile> serve(HttpServerRequest request) {
        String token = UploadName.parameter(request, TOKEN);
        if (token == null) {
            return body(request).receive().transform(draft -> keep(request, draft));
        }
        return admit(token)
                .transform(
                        holder ->
                                holder.failed()
                                        ? body(request).refuse(holder.cause())
                                        : body(request)
                                                .receive()
                                                .compose(draft -> keep(holder.result(), draft)));
    }

    /** Of a form whose token stood in it, if there was one. A wrong token is the first reason. */
    private Future<StoredFile> keep(HttpServerRequest request, AsyncResult<Draft> draft) {
        String token = request.formAttributes().get(TOKEN);
        if (draft.failed()) {
            return Optional.ofNullable(token)
                    .map(this::admit)
                    .orElseGet(() -> Future.failedFuture(draft.cause()))
                    .compose(_ -> Future.failedFuture(draft.cause()));
        }
        return admit(token)
                .onFailure(_ -> files.discard(draft.result()))
                .compose(holder -> keep(holder, draft.result()));
    }

    private Future<StoredFile> keep(Holder holder, Draft draft) {
        return files.keep(draft, holder.client().tenant());
    }

    private Future<Holder> admit(@Nullable String token) {
        return tokens.getHolder(token == null ? "" : token)
                .compose(
                        holder ->
                                throttle.tryTake(holder.client().id().value())
                                        ? Future.succeededFuture(holder)
                                        : Future.failedFuture(
                                                tooMany("too many files in a minute")));
    }

    private UploadBody body(HttpServerRequest request) {
        return new UploadBody(vertx, request, files, settings);
    }

    private static ObjectNode encode(StoredFile file) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("result", TpiResult.SUCCESS.number())
                .put("message", "")
                .put("fileName", file.name().value())
                .put("url", FileLinks.path(file));
    }

    private static ObjectNode encode(TpiReplies.Refused refused) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("result", refused.result().number())
                .put("message", refused.message());
    }

    private static Refusal tooMany(String why) {
        return new Refusal(ErrorCode.FILE_NOT_STORED, why);
    }
}
