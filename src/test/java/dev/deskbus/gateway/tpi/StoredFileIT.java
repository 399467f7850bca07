package dev.deskbus.gateway.tpi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.file.Samples;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFileIT {
    private static final byte[] FILM = Arrays.copyOf(Samples.mp4(), 150_000);

    @TempDir Path folder;
    private UploadServer server;

    @BeforeEach
    void open() throws Exception {
        server = new UploadServer(folder);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/EliteWebChat", "/webchat"})
    void aFileIsServedUnderEveryPrefix(String prefix) throws Exception {
        HttpResponse<byte[]> response = server.get(prefix + keep("图 1.png", Samples.png()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(Samples.png());
        assertHeader(response, "Content-Type", "image/png");
        assertHeader(
                response,
                "Content-Disposition",
                "inline; filename=\"_ 1.png\"; filename*=UTF-8''%E5%9B%BE%201.png");
        assertHeader(response, "X-Content-Type-Options", "nosniff");
        assertHeader(response, "Content-Security-Policy", "default-src 'none'; sandbox");
        assertHeader(response, "Cache-Control", "private, max-age=31536000, immutable");
        assertHeader(response, "Content-Length", Integer.toString(Samples.png().length));
    }

    @Test
    void onlyPicturesSoundAndFilmAreShownInPlace() throws Exception {
        assertThat(disposition("a.png", Samples.png())).startsWith("inline;");
        assertThat(disposition("a.amr", Samples.amr())).startsWith("inline;");
        assertThat(disposition("a.mp3", Samples.mp3())).startsWith("inline;");
        assertThat(disposition("a.mp4", FILM)).startsWith("inline;");
        assertThat(disposition("a.txt", Samples.text("<b>"))).startsWith("attachment;");
        assertThat(disposition("a.pdf", Samples.text("%PDF-1.4 "))).startsWith("attachment;");
        assertThat(disposition("a.docx", Samples.office())).startsWith("attachment;");
    }

    @Test
    void anAmrIsServedAsOne() throws Exception {
        HttpResponse<byte[]> response = server.get(keep("voice.amr", Samples.amr()));

        assertHeader(response, "Content-Type", "audio/amr");
        assertThat(response.body()).isEqualTo(Samples.amr());
    }

    @Test
    void aVoiceThatABrowserIsAboutToPlayIsMadePlayable() throws Exception {
        String url = keep("voice.amr", Samples.amr());
        server.voices = _ -> Future.succeededFuture(Optional.of(Buffer.buffer("0123456789")));

        HttpResponse<byte[]> played =
                UploadServer.send(server.request(url).header("Sec-Fetch-Dest", "audio"));
        HttpResponse<byte[]> part =
                UploadServer.send(server.request(url + "?as=mp3").header("Range", "bytes=2-4"));

        assertHeader(played, "Content-Type", "audio/mpeg");
        assertHeader(played, "Vary", "Sec-Fetch-Dest");
        assertThat(new String(played.body(), US_ASCII)).isEqualTo("0123456789");
        assertThat(new String(part.body(), US_ASCII)).isEqualTo("234");
        assertHeader(part, "Content-Range", "bytes 2-4/10");
        assertThat(server.get(url).body()).isEqualTo(Samples.amr());
    }

    @Test
    void whatCannotBeMadePlayableIsServedAsItIs() throws Exception {
        HttpResponse<byte[]> asked = server.get(keep("voice.amr", Samples.amr()) + "?as=mp3");
        assertHeader(asked, "Content-Type", "audio/amr");
    }

    @Test
    void aPictureNamedWronglyIsServedAsWhatItIs() throws Exception {
        assertHeader(server.get(keep("a.jpg", Samples.png())), "Content-Type", "image/png");
    }

    @Test
    void headTellsTheSameAndSendsNothing() throws Exception {
        HttpResponse<byte[]> response =
                UploadServer.send(
                        server.request(keep("a.mp4", FILM))
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertHeader(response, "Content-Length", "150000");
        assertHeader(response, "Content-Type", "video/mp4");
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=100000-, 100000, 149999",
        "bytes=-10, 149990, 149999",
        "bytes=149999-999999, 149999, 149999",
        "bytes=-999999, 0, 149999"
    })
    void aPartIsServed(String range, int from, int to) throws Exception {
        HttpResponse<byte[]> response = server.get(keep("a.mp4", FILM), "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertHeader(response, "Content-Range", "bytes " + from + "-" + to + "/150000");
        assertHeader(response, "Content-Length", Integer.toString(to - from + 1));
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(FILM, from, to + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-1", "items=0-1", "bytes=-", "bytes=a-b"})
    void aRangeThatWeDoNotUnderstandIsAnsweredWithTheWhole(String range) throws Exception {
        HttpResponse<byte[]> response = server.get(keep("a.mp4", FILM), "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(FILM);
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws Exception {
        HttpResponse<byte[]> response =
                server.get(keep("a.mp4", FILM), "Range", "bytes=150000-150001");

        assertThat(response.statusCode()).isEqualTo(416);
        assertHeader(response, "Content-Range", "bytes */150000");
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
        String url = keep("a.mp4", FILM);
        String tag = server.get(url).headers().firstValue("ETag").orElseThrow();

        assertThat(server.get(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.get(url, "Range", "bytes=0-1", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(server.get(url, "Range", "bytes=0-1", "If-Range", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    static Stream<String> unknown() {
        String id = "0123456789abcdef0123456789abcdef";
        return Stream.of(
                "/f/" + id + "/a.png",
                "/f/" + id,
                "/f/",
                "/f/x/a.png",
                "/f/" + id.toUpperCase(Locale.ROOT) + "/a.png",
                "/f/incoming/" + id,
                "/f/..%2f..%2fetc/passwd",
                "/f/%2e%2e/%2e%2e/etc/passwd",
                "/webchat/f/..%5c..%5cetc/passwd");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatThereIsNotIsNotFound(String url) throws Exception {
        HttpResponse<byte[]> response = server.get(url);

        assertThat(response.statusCode()).isEqualTo(404);
        if (!url.contains("%2e%2e")) { // that one is no address below /f at all
            assertThat(new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"code\":404,\"message\":\"no such file\"}");
        }
    }

    @Test
    void aFileWhoseContentIsGoneIsNotFound() throws Exception {
        String url = keep("a.png", Samples.png());
        for (Path path : server.onDisk()) {
            Files.delete(path);
        }

        HttpResponse<byte[]> response = server.get(url);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("no such file");
        assertHeader(response, "Cache-Control", "no-store");
    }

    @Test
    void troubleIsNotTakenForAbsence() throws Exception {
        String url = keep("a.png", Samples.png());
        server.catalog.failure = new IllegalStateException("gone");

        assertThat(server.get(url).statusCode()).isEqualTo(503);
    }

    @Test
    void nothingButReadingIsServed() throws Exception {
        HttpResponse<byte[]> response =
                UploadServer.send(
                        server.request(keep("a.png", Samples.png()))
                                .method("DELETE", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertHeader(response, "Allow", "GET, HEAD");
    }

    private String disposition(String name, byte[] content) throws Exception {
        return server.get(keep(name, content))
                .headers()
                .firstValue("Content-Disposition")
                .orElseThrow();
    }

    private String keep(String name, byte[] content) throws Exception {
        return server.form(new Form().file("f", name, content).field("token", server.token))
                .get("url")
                .asText();
    }

    private static void assertHeader(HttpResponse<?> response, String name, String value) {
        assertThat(response.headers().allValues(name)).containsExactly(value);
    }
}
