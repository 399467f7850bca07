package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.file.CataloguedFiles;
import dev.deskbus.file.FakeCatalog;
import dev.deskbus.file.FileRules;
import dev.deskbus.file.Samples;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.gateway.http.WeChatUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media from a real host over HTTP into a real folder (decisions WX-15, WX-16). */
class WeChatMediaIT {
    private static final int LIMIT = 100_000;
    private static final MediaRules RULES =
            new MediaRules(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(600),
                    1_000,
                    8,
                    3,
                    Duration.ofMinutes(1));

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final FakeCatalog catalog = new FakeCatalog();
    private final MemoryDirectory directory = new MemoryDirectory();
    private StubHost host;
    private StubHost second;
    private CataloguedFiles files;
    private WeChatMedia target;

    @BeforeEach
    void start() throws Exception {
        host = new StubHost();
        second = new StubHost();
        files =
                CataloguedFiles.inFolder(
                        vertx, new FileRules(LIMIT, Set.of("jpg")), catalog, folder);
        target = new WeChatMedia(vertx, directory, this::account, files, RULES);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
        host.close();
        second.close();
    }

    private Future<Optional<ServiceAccount>> account(String integration) {
        String base = integration.equals("second") ? second.address() : host.address();
        return Future.succeededFuture(
                Optional.of(new AccountRules(null, null, null, false, RatingPath.FIND).at(base)));
    }

    @Test
    void aStreamIsTheFile() throws Exception {
        byte[] png = Samples.png();
        host.has("M1", png);

        StoredFile file = kept(fetch(Media.Kind.PICTURE, "M1"));

        assertThat(file.type()).isEqualTo("image/png");
        assertThat(file.name().value()).isEqualTo("image.png");
        assertThat(file.tenant()).isEqualTo(MemoryDirectory.MAIN);
        assertThat(onDisk()).containsExactly(png);
        assertThat(host.calls()).extracting(StubHost.Call::path).containsExactly("/ari/getMedia");
    }

    @Test
    void anAddressIsFollowedBelowTheConfiguredHost() throws Exception {
        host.has("M1", Samples.png());
        host.sayWhere();

        assertThat(kept(fetch(Media.Kind.PICTURE, "M1")).type()).isEqualTo("image/png");
        assertThat(host.calls())
                .extracting(StubHost.Call::path)
                .containsExactly("/ari/getMedia", "/wechat/gh%20%E5%8F%B7/image?file=M1.bin");
    }

    @Test
    void itIsAskedForInThePrintedWords() throws Exception {
        String printed =
                Files.readString(Path.of("src/test/resources/wire/wechat/getMedia/getMedia.txt"))
                        .split("\n=====\n", -1)[0];
        JsonMapper lenient =
                JsonMapper.builder()
                        .enable(
                                JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                                JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .build();

        fetch(Media.Kind.PICTURE, "M1");

        JsonNode asked = host.calls().getFirst().body();
        assertThat(types(asked)).isEqualTo(types(lenient.readTree(printed)));
        assertThat(asked.toString())
                .isEqualTo(
                        "{\"mediaId\":\"M1\",\"agentId\":\"SELITE\",\"sessionId\":5,"
                                + "\"openId\":\"o1\",\"epid\":\"gh 号\"}");
        target.fetch(
                        new WantedMedia(
                                MemoryDirectory.MAIN,
                                new ClientId("c"),
                                new WeChatUser("gh", "o1").in("main"),
                                Media.Kind.PICTURE,
                                "M2",
                                null,
                                null))
                .await(5, TimeUnit.SECONDS);
        assertThat(types(host.calls().getLast().body())).isEqualTo(types(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "@evil.example/x, '@evil.example/x'",
        "../../secret, ../../secret",
        "a&b=c#d, a%26b%3Dc%23d",
        "'a b\\r\\nHost: evil', a%20b%0D%0AHost:%20evil"
    })
    void whatTheHostSaysNeverLeadsElsewhere(String message, String sent) throws Exception {
        host.answer(
                "/ari/getMedia",
                200,
                "application/json",
                ("{\"code\":\"1\",\"message\":\"" + message + "\"}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Lost.class);

        assertThat(host.calls().getLast().path())
                .isEqualTo("/wechat/gh%20%E5%8F%B7/image?file=" + sent);
        assertThat(second.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE, amr, audio/amr, voice.amr",
        "VIDEO, mp4, video/mp4, video.mp4",
        "VIDEO, quickTime, video/quicktime, video.qt",
        "PICTURE, jpeg, image/jpeg, image.jpg"
    })
    void eachKindIsWhatItsContentIs(Media.Kind kind, String sample, String type, String name)
            throws Exception {
        host.has("M1", (byte[]) Samples.class.getMethod(sample).invoke(null));

        StoredFile file = kept(fetch(kind, "M1"));

        assertThat(file.type()).isEqualTo(type);
        assertThat(file.name().value()).isEqualTo(name);
    }

    @Test
    void whatIsNotWhatItWasCalledIsNotKept() throws Exception {
        host.has("M1", "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));
        host.has("M2", Samples.windowsProgram());
        host.has("M3", new byte[0]);

        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Lost.class);
        assertThat(fetch(Media.Kind.VIDEO, "M2")).isInstanceOf(Lost.class);
        assertThat(fetch(Media.Kind.PICTURE, "M3")).isInstanceOf(Lost.class);
        assertThat(onDisk()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsTooLargeIsNotReadToItsEnd(boolean byAddress) throws Exception {
        byte[] large = Arrays.copyOf(Samples.png(), 40 * LIMIT);
        host.has("M1", large);
        if (byAddress) {
            host.sayWhere();
        }

        assertThat(fetch(Media.Kind.PICTURE, "M1"))
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.why()).contains("longer than"));
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void whatJustFitsIsKept() throws Exception {
        host.has("M1", Arrays.copyOf(Samples.png(), LIMIT));

        assertThat(kept(fetch(Media.Kind.PICTURE, "M1")).size()).isEqualTo(LIMIT);
    }

    @Test
    void aHostMayHaveItLater() {
        assertThat(fetch(Media.Kind.PICTURE, "unknown")).isInstanceOf(Missed.class);
        answer(503, "text/plain", "busy");
        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Missed.class);
        answer(200, "application/json", "{\"result\":1}");
        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Missed.class);
    }

    @Test
    void aHostThatSendsElsewhereIsNotFollowed() {
        answer(302, "text/plain", second.address() + "/x");

        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Lost.class);
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void aWordWithoutEndIsNotListenedTo() {
        answer(200, "application/json", "{\"a\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Missed.class);
    }

    @Test
    void whoHangsIsGivenUpInTimeAndThenLeftAloneWhileOthersAreServed() throws Exception {
        host.hang();
        second.has("M1", Samples.png());

        for (int i = 0; i < RULES.failures(); i++) {
            long begin = System.nanoTime();
            assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Missed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(3));
        }
        int asked = host.calls().size();
        assertThat(fetch(Media.Kind.PICTURE, "M1")).isInstanceOf(Missed.class);

        assertThat(host.calls()).as("left alone").hasSize(asked);
        assertThat(fetch("second", Media.Kind.PICTURE, "M1")).isInstanceOf(Fetched.class);
    }

    @Test
    void whoSaysNoIsNotLeftAlone() {
        for (int i = 0; i < 2 * RULES.failures(); i++) {
            fetch(Media.Kind.PICTURE, "unknown");
        }

        assertThat(host.calls()).hasSize(2 * RULES.failures());
    }

    @Test
    void whoHasASecretIsAskedWithASignature() {
        directory.signing = new Signing(Signing.Rule.OFF, null, "a-secret-of-16-bytes");

        fetch(Media.Kind.PICTURE, "M1");

        assertThat(host.calls().getFirst().headers().keySet())
                .anyMatch(HmacSign.HEADER::equalsIgnoreCase);
    }

    @Test
    void withoutAHostNothingCanBeFetched() {
        var homeless =
                new WeChatMedia(
                        vertx,
                        directory,
                        _ -> Future.succeededFuture(Optional.empty()),
                        files,
                        RULES);

        assertThat(homeless.fetch(wanted("main", Media.Kind.PICTURE, "M1")).await())
                .isInstanceOf(Lost.class);
    }

    private void answer(int status, String type, String body) {
        host.answer("/ari/getMedia", status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private MediaOutcome fetch(Media.Kind kind, String mediaId) {
        return fetch("main", kind, mediaId);
    }

    private MediaOutcome fetch(String integration, Media.Kind kind, String mediaId) {
        return target.fetch(wanted(integration, kind, mediaId))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static WantedMedia wanted(String integration, Media.Kind kind, String mediaId) {
        return new WantedMedia(
                MemoryDirectory.MAIN,
                new ClientId("c"),
                new WeChatUser("gh 号", "o1").in(integration),
                kind,
                mediaId,
                new SessionId(5),
                new AgentId("SELITE"));
    }

    private StoredFile kept(MediaOutcome outcome) {
        assertThat(outcome).isInstanceOf(Fetched.class);
        return catalog.files.get(((Fetched) outcome).file());
    }

    private List<byte[]> onDisk() throws Exception {
        try (var paths = Files.walk(folder)) {
            List<Path> found = paths.filter(Files::isRegularFile).toList();
            return found.stream().map(WeChatMediaIT::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> types(JsonNode object) {
        Map<String, Object> types = new TreeMap<>();
        object.properties()
                .forEach(field -> types.put(field.getKey(), field.getValue().getNodeType()));
        return types;
    }
}
