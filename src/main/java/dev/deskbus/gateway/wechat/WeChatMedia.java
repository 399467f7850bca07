package dev.deskbus.gateway.wechat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.deskbus.breaker.Breaker;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.FileStore.Draft;
import dev.deskbus.port.MediaSource;
import dev.deskbus.port.ServiceAccounts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from the hosts of service accounts by {@code getMedia} (decision WX-15): an answer that
 * is JSON with a {@code code} says where the file is, any other is the file. A host that fails
 * again and again is left alone for a while, each account's for itself. Safe for many threads.
 */
public final class WeChatMedia implements MediaSource {
    private static final Logger LOG = LoggerFactory.getLogger(WeChatMedia.class);
    private static final long MOST_HOSTS = 1_000;

    /** Another attempt would find the same file. */
    private static final Set<ErrorCode> UNFIT =
            Set.of(
                    ErrorCode.FILE_TOO_LARGE,
                    ErrorCode.FILE_KIND_NOT_ALLOWED,
                    ErrorCode.PARAMETER_INVALID);

    private static final Duration LATER = Duration.ofMillis(500);

    private final Vertx vertx;
    private final AgentDirectory directory;
    private final ServiceAccounts accounts;
    private final FileStore files;
    private final MediaRules rules;
    private final MediaHost hosts;
    private final GetMedia words = new GetMedia();
    private final LoadingCache<Host, Breaker> breakers;

    /** A source with connections of its own; they close with {@code vertx}. */
    public WeChatMedia(
            Vertx vertx,
            AgentDirectory directory,
            ServiceAccounts accounts,
            FileStore files,
            MediaRules rules) {
        this.vertx = vertx;
        this.directory = directory;
        this.accounts = accounts;
        this.files = files;
        this.rules = rules;
        this.hosts = new MediaHost(vertx, rules);
        this.breakers =
                Caffeine.newBuilder()
                        .maximumSize(MOST_HOSTS)
                        .expireAfterAccess(Duration.ofHours(1))
                        .build(this::breaker);
    }

    /** A new address is a new chance. */
    private record Host(String integration, String url) {}

    /** What one attempt needs to know. */
    private record Errand(WantedMedia wanted, Integration integration, ServiceAccount account) {}

    @Override
    public Future<MediaOutcome> fetch(WantedMedia wanted) {
        String name = wanted.user().integration();
        return Future.<Void>succeededFuture()
                .compose(_ -> directory.findIntegration(name))
                .compose(
                        integration ->
                                accounts.findAccount(name)
                                        .compose(
                                                account ->
                                                        integration.isPresent()
                                                                        && account.isPresent()
                                                                ? fetch(
                                                                        new Errand(
                                                                                wanted,
                                                                                integration.get(),
                                                                                account.get()))
                                                                : done(new Lost("no host"))))
                .otherwise(failure -> new Missed(reason(failure)));
    }

    /** Only what the host does wrong counts against it; what it says does not. */
    private Future<MediaOutcome> fetch(Errand errand) {
        Host host = new Host(errand.integration().name(), errand.account().url());
        return breakers.get(host).call(() -> outcome(errand));
    }

    private Future<MediaOutcome> outcome(Errand errand) {
        return ask(errand)
                .timeout(rules.total().toMillis(), TimeUnit.MILLISECONDS)
                .compose(draft -> files.keep(draft, errand.wanted().tenant()))
                .<MediaOutcome>map(file -> new Fetched(file.id()))
                .recover(WeChatMedia::said);
    }

    private Future<Draft> ask(Errand errand) {
        Buffer body = words.request(errand.wanted()).toBuffer();
        return hosts.post(
                        errand.account().url() + "/getMedia",
                        body,
                        signature(errand.integration(), body),
                        answer ->
                                answer.firstByte() == '{'
                                        ? word(answer).map(word -> address(word, errand))
                                        : take(answer, errand).map(Answer::file))
                .compose(
                        answer ->
                                answer.draft() == null
                                        ? hosts.get(
                                                answer.address().orElseThrow(),
                                                file -> take(file, errand))
                                        : Future.succeededFuture(answer.draft()));
    }

    /** The file itself, or where it is. */
    private record Answer(@Nullable Draft draft, Optional<String> address) {
        static Answer file(Draft draft) {
            return new Answer(draft, Optional.empty());
        }
    }

    private Answer address(Buffer word, Errand errand) {
        Optional<String> address = words.address(word, errand.wanted(), errand.account());
        if (address.isEmpty()) {
            throw new Refusal(ErrorCode.BODY_UNREADABLE, "JSON without a code");
        }
        return new Answer(null, address);
    }

    /** No more of it than is wanted. */
    private Future<Buffer> word(PeekedBody answer) {
        Promise<Buffer> word = Promise.promise();
        Buffer soFar = Buffer.buffer();
        answer.exceptionHandler(word::tryFail);
        answer.endHandler(_ -> word.tryComplete(soFar));
        answer.handler(
                part -> {
                    if (soFar.length() + part.length() > rules.longestWord()) {
                        word.tryFail(new Refusal(ErrorCode.BODY_UNREADABLE, "too long a word"));
                        answer.pause();
                    } else {
                        soFar.appendBuffer(part);
                    }
                });
        answer.resume();
        return word.future();
    }

    private Future<Draft> take(PeekedBody content, Errand errand) {
        Media.Kind kind = errand.wanted().kind();
        FileStore.Incoming incoming =
                files.receive(content, FileName.of(name(kind)), purpose(kind));
        long deadline =
                vertx.setTimer(
                        rules.total().toMillis(),
                        _ -> incoming.abandon(new Refusal(ErrorCode.BODY_UNREADABLE, "too slow")));
        return incoming.draft().onComplete(_ -> vertx.cancelTimer(deadline));
    }

    private static Map<String, String> signature(Integration integration, Buffer body) {
        String secret = integration.signing().hmacSecret();
        return secret == null
                ? Map.of()
                : Map.of(HmacSign.HEADER, HmacSign.header(secret, Instant.now(), body));
    }

    /** The words of a host that works, or our own; any other failure is the host's. */
    private static Future<MediaOutcome> said(Throwable failure) {
        return switch (failure) {
            case NotThere notThere -> done(new Missed(reason(notThere)));
            case MediaHost.NotOk notOk when !notOk.isPassing() -> done(new Lost(reason(notOk)));
            case Refusal refusal when UNFIT.contains(refusal.code()) ->
                    done(new Lost(reason(refusal)));
            case Refusal refusal when refusal.code() == ErrorCode.FILE_NOT_STORED ->
                    done(new Missed(reason(refusal)));
            case Throwable _ -> Future.failedFuture(failure);
        };
    }

    private static String name(Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> "image";
            case VOICE -> "voice";
            case VIDEO -> "video";
            case FILE -> "file";
        };
    }

    private static Purpose purpose(Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> Purpose.PICTURE;
            case VOICE -> Purpose.VOICE;
            case VIDEO -> Purpose.FILM;
            case FILE -> Purpose.UPLOAD;
        };
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static Future<MediaOutcome> done(MediaOutcome outcome) {
        return Future.succeededFuture(outcome);
    }

    private Breaker breaker(Host host) {
        return new Breaker(
                "wechat." + host.integration(),
                rules.total().plus(LATER),
                rules.failures(),
                rules.rest(),
                isAsked ->
                        tell(
                                host,
                                isAsked
                                        ? "its media host answers again"
                                        : "its media host fails and is left alone"));
    }

    private static void tell(Host host, String what) {
        LOG.atWarn().addKeyValue("account", host.integration()).log(what);
    }
}
