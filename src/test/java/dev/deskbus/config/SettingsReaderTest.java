package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final Path SHIPPED = Path.of("conf/deskbus.yaml");

    @TempDir Path folder;

    @Test
    void theShippedFileIsWhole() {
        Settings settings = SettingsReader.read(SHIPPED, Map.of());

        assertThat(settings.edges())
                .isEqualTo(
                        new Settings.Edges(
                                "127.0.0.1",
                                8980,
                                7272,
                                List.of(),
                                600,
                                new Settings.Front(List.of(), "", List.of())));
        assertThat(settings.edges().publicUrl()).isEqualTo("http://127.0.0.1:8980");
        assertThat(settings.database())
                .isEqualTo(new Settings.Database(new Secret(""), 0, Path.of("data")));
        assertThat(settings.directory()).isEqualTo(Path.of("conf/demo.yaml"));
        assertThat(settings.cluster())
                .isEqualTo(
                        new Settings.Cluster(
                                Path.of("cluster.xml"),
                                "127.0.0.1",
                                5701,
                                List.of(),
                                Duration.ofSeconds(60),
                                new Settings.EventBus(15701, List.of())));
        assertThat(settings.tpi().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(settings.tpi().v1().isOff()).isTrue();
        assertThat(settings.visitor())
                .isEqualTo(new Settings.Visitor(List.of(), Duration.ofSeconds(5)));
        assertThat(settings.files().dir()).isEqualTo(Path.of("data/files"));
        assertThat(settings.files().limit()).isEqualTo(10L * 1024 * 1024);
        assertThat(settings.files().extensions()).hasSize(18).contains("jpg", "docx", "amr");
        assertThat(settings.files().s3()).isNull();
        assertThat(settings.files().ffmpeg()).isNull();
        assertThat(settings.weChat().isOff()).isTrue();
        assertThat(settings.history()).isEqualTo(new Settings.History(Duration.ZERO, 0));
    }

    private static final Map<String, String> EVERY_VARIABLE =
            Map.ofEntries(
                    Map.entry("DESKBUS_HTTP_HOST", "0.0.0.0"),
                    Map.entry("DESKBUS_HTTP_PORT", "1"),
                    Map.entry("DESKBUS_HTTP_PROXIES", "10.0.0.0/8, ::1"),
                    Map.entry("DESKBUS_HTTP_PUBLIC_URL", "https://chat.example/d"),
                    Map.entry("DESKBUS_HTTP_CORS", "https://d, http://e:1"),
                    Map.entry("DESKBUS_KF_PORT", "2"),
                    Map.entry("DESKBUS_CONSOLE_ORIGINS", "https://a, https://b"),
                    Map.entry("DESKBUS_DATABASE_URL", "postgresql://u:p@h:5/d"),
                    Map.entry("DESKBUS_DATABASE_PORT", "3"),
                    Map.entry("DESKBUS_DATA_DIR", "elsewhere"),
                    Map.entry("DESKBUS_DIRECTORY", "own.yaml"),
                    Map.entry("DESKBUS_CLUSTER_CONFIG", SHIPPED.toString()),
                    Map.entry("DESKBUS_CLUSTER_HOST", "10.0.0.1"),
                    Map.entry("DESKBUS_CLUSTER_PORT", "4"),
                    Map.entry("DESKBUS_CLUSTER_MEMBERS", "10.0.0.2:4,10.0.0.3:4"),
                    Map.entry("DESKBUS_CLUSTER_IDLE", "7"),
                    Map.entry("DESKBUS_BUS_PORT", "6"),
                    Map.entry("DESKBUS_BUS_TLS_CERTIFICATE", SHIPPED.toString()),
                    Map.entry("DESKBUS_BUS_TLS_KEY", SHIPPED.toString()),
                    Map.entry("DESKBUS_BUS_TLS_AUTHORITY", SHIPPED.toString()),
                    Map.entry("DESKBUS_JWT_SECRET", "x".repeat(32)),
                    Map.entry("DESKBUS_FILES_STORE", "s3"),
                    Map.entry("DESKBUS_FILES_DIR", "spool"),
                    Map.entry("DESKBUS_FILES_FFMPEG", "/bin/sh"),
                    Map.entry("DESKBUS_FILES_LIMIT", "512 KB"),
                    Map.entry("DESKBUS_FILES_EXTENSIONS", "JPG, png"),
                    Map.entry("DESKBUS_FILES_S3_ENDPOINT", "http://minio:9000"),
                    Map.entry("DESKBUS_FILES_S3_REGION", "eu-central-1"),
                    Map.entry("DESKBUS_FILES_S3_BUCKET", "chat"),
                    Map.entry("DESKBUS_FILES_S3_KEY", "k"),
                    Map.entry("DESKBUS_FILES_S3_SECRET", "s"),
                    Map.entry("DESKBUS_TPI_ZONE", "Europe/Berlin"),
                    Map.entry("DESKBUS_TPI_V1", "loopback"),
                    Map.entry("DESKBUS_TPI_SEARCHES", "7"),
                    Map.entry("DESKBUS_TPI_BLACK_LIST_VISITS", "10"),
                    Map.entry("DESKBUS_TPI_BLACK_LIST_WITHIN", "60"),
                    Map.entry("DESKBUS_TPI_BLACK_LIST_BAN", "3600"),
                    Map.entry("DESKBUS_VISITOR_ORIGINS", "https://c"),
                    Map.entry("DESKBUS_CONSOLE_FRAMES_PER_MINUTE", "60"),
                    Map.entry("DESKBUS_VISITOR_RESEND", "0"),
                    Map.entry("DESKBUS_WECHAT_ALLOW", "127.0.0.1/32"),
                    Map.entry("DESKBUS_WECHAT_CALLBACK_URL", "http://localhost:1"),
                    Map.entry("DESKBUS_API_KEY", "k".repeat(16)),
                    Map.entry("DESKBUS_HISTORY_ARCHIVE_AFTER", "30"),
                    Map.entry("DESKBUS_HISTORY_MONTHS", "24"),
                    Map.entry("PATH", "/bin"));

    @Test
    void everyKeyIsAlsoAnEnvironmentVariable() {
        Settings settings = SettingsReader.read(SHIPPED, EVERY_VARIABLE);

        assertThat(settings.edges())
                .isEqualTo(
                        new Settings.Edges(
                                "0.0.0.0",
                                1,
                                2,
                                List.of("https://a", "https://b"),
                                60,
                                new Settings.Front(
                                        List.of("10.0.0.0/8", "::1"),
                                        "https://chat.example/d",
                                        List.of("https://d", "http://e:1"))));
        assertThat(settings.database())
                .isEqualTo(
                        new Settings.Database(
                                new Secret("postgresql://u:p@h:5/d"), 3, Path.of("elsewhere")));
        assertThat(settings.directory()).isEqualTo(Path.of("own.yaml"));
        assertThat(settings.cluster())
                .isEqualTo(
                        new Settings.Cluster(
                                SHIPPED,
                                "10.0.0.1",
                                4,
                                List.of("10.0.0.2:4", "10.0.0.3:4"),
                                Duration.ofSeconds(7),
                                new Settings.EventBus(6, List.of(SHIPPED, SHIPPED, SHIPPED))));
        assertThat(settings.jwtSecret()).isEqualTo(new Secret("x".repeat(32)));
        assertThat(settings.apiKey()).isEqualTo(new Secret("k".repeat(16)));
        assertThat(settings.history()).isEqualTo(new Settings.History(Duration.ofDays(30), 24));
    }

    @Test
    void soAreTheKeysOfTheEdges() {
        Settings settings = SettingsReader.read(SHIPPED, EVERY_VARIABLE);

        assertThat(settings.tpi())
                .isEqualTo(
                        new Settings.Tpi(
                                ZoneId.of("Europe/Berlin"),
                                new Settings.TpiV1(false, List.of("127.0.0.0/8", "::1")),
                                new Settings.Crowds(
                                        7, 10, Duration.ofMinutes(1), Duration.ofHours(1))));
        assertThat(settings.visitor())
                .isEqualTo(new Settings.Visitor(List.of("https://c"), Duration.ZERO));
        assertThat(settings.files())
                .isEqualTo(
                        new Settings.Files(
                                Path.of("spool"),
                                512L * 1024,
                                List.of("jpg", "png"),
                                new Settings.S3(
                                        URI.create("http://minio:9000"),
                                        "eu-central-1",
                                        "chat",
                                        new Secret("k"),
                                        new Secret("s")),
                                Path.of("/bin/sh")));
    }

    private static final Map<String, String> FAULTY =
            Map.of(
                    "DESKBUS_HTTP_PROT",
                    "1",
                    "DESKBUS_JWT_SECRET",
                    "short",
                    "DESKBUS_DATABASE_URL",
                    "mysql://root:hush@h/d",
                    "DESKBUS_CLUSTER_CONFIG",
                    "none.xml",
                    "DESKBUS_HTTP_PROXIES",
                    "10.0.0.0/99",
                    "DESKBUS_HTTP_CORS",
                    "https://a/b, *, chat.example",
                    "DESKBUS_TPI_SEARCHES",
                    "0",
                    "DESKBUS_TPI_BLACK_LIST_VISITS",
                    "ten",
                    "DESKBUS_HTTP_PUBLIC_URL",
                    "chat.example/");

    @Test
    void allFaultsAreNamedAtOnce() throws IOException {
        Path file = folder.resolve("deskbus.yaml");
        Files.writeString(
                file,
                Files.readString(SHIPPED)
                        .replace("port: 8980", "port: 99999")
                        .replace("  dir: data\n", "  dir: \"\"\n")
                        .replace("directory: conf/demo.yaml", "directory: [a, b]")
                        .replace("Asia/Shanghai", "Nowhere")
                        .replace("resend: 5", "resend: soon")
                        .replace("api:\n  key", "surprise: 1\napi:\n  key"));

        assertThatThrownBy(() -> SettingsReader.read(file, FAULTY))
                .isInstanceOfSatisfying(
                        SettingsFaults.class,
                        refused ->
                                assertThat(refused.faults())
                                        .containsExactlyInAnyOrder(
                                                "http.port must be a port from 0 to 65535",
                                                "http.proxies: 10.0.0.0/99 is no CIDR range",
                                                "http.public-url must be an http or https URL"
                                                        + " without a slash at its end",
                                                "http.cors: https://a/b is no web origin",
                                                "http.cors: chat.example is no web origin",
                                                "tpi.searches must be a number from 1 to 999999",
                                                "tpi.black-list.visits must be a number from 0"
                                                        + " to 999999",
                                                "database.url: not a postgresql:// URL",
                                                "cluster.config: cannot read none.xml",
                                                "data.dir must not be empty",
                                                "directory must be a single value",
                                                "directory is missing",
                                                "tpi.zone must be a time zone such as"
                                                        + " Asia/Shanghai",
                                                "visitor.resend must be a number of seconds from"
                                                        + " 0 to 9999",
                                                "surprise is no setting",
                                                "DESKBUS_HTTP_PROT is no setting",
                                                "jwt.secret must have at least 32 bytes"));
    }

    @Test
    void aSharedDatabaseNeedsASharedSecret() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        SHIPPED,
                                        Map.of("DESKBUS_DATABASE_URL", "postgresql://u@h/d")))
                .hasMessageContaining("jwt.secret must be given");
    }

    @Test
    void aBlackListNeedsItsTimes() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        SHIPPED,
                                        Map.of(
                                                "DESKBUS_TPI_BLACK_LIST_VISITS", "10",
                                                "DESKBUS_TPI_BLACK_LIST_BAN", "0")))
                .hasMessageContaining("tpi.black-list.within and ban must not be 0");
    }

    @Test
    void filesInABucketNeedAllThatLeadsToIt() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        SHIPPED,
                                        Map.of(
                                                "DESKBUS_FILES_STORE", "s3",
                                                "DESKBUS_FILES_S3_ENDPOINT", "minio:9000",
                                                "DESKBUS_FILES_FFMPEG", "no-such-program",
                                                "DESKBUS_FILES_LIMIT", "10")))
                .isInstanceOfSatisfying(
                        SettingsFaults.class,
                        refused ->
                                assertThat(refused.faults())
                                        .containsExactlyInAnyOrder(
                                                "files.s3.endpoint must be http:// or https://,"
                                                        + " a host and perhaps a port",
                                                "files.s3.bucket must not be empty",
                                                "files.s3.key must not be empty",
                                                "files.s3.secret must not be empty",
                                                "files.ffmpeg: cannot run no-such-program",
                                                "files.limit must be a size such as 10 MB"));
        assertThatThrownBy(
                        () -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_FILES_STORE", "tape")))
                .hasMessageContaining("files.store must be local or s3");
    }

    @Test
    void tlsNeedsAllOfItsFiles() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        SHIPPED, Map.of("DESKBUS_BUS_TLS_KEY", "no-such.pem")))
                .hasMessageContaining("certificate, key and authority, or none")
                .hasMessageContaining("cannot read no-such.pem");
    }

    @Test
    void anUnreadableFileIsAFaultNotATrace() throws IOException {
        Path file = folder.resolve("deskbus.yaml");
        Files.writeString(file, "a: [");

        assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
                .hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> SettingsReader.read(folder.resolve("none"), Map.of()))
                .hasMessageContaining("cannot read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    off                       | false | []
                    false                     | false | []
                    loopback                  | false | [127.0.0.0/8, ::1]
                    signed                    | true  | []
                    10.0.0.0/8                | false | [10.0.0.0/8]
                    10.1.2.3 , fe80::/10,::1  | false | [10.1.2.3, fe80::/10, ::1]
                    """)
    void whoMaySpeakTheFirstEditionIsOneOfFour(String value, boolean signed, String callers) {
        Settings settings = SettingsReader.read(SHIPPED, Map.of("DESKBUS_TPI_V1", value));

        assertThat(settings.tpi().v1().signed()).isEqualTo(signed);
        assertThat(settings.tpi().v1().callers()).hasToString(callers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "true", "LOOPBACK", "10.0.0.0/33", "localhost", "10.0.0.1,", ","})
    void anythingElseRefusesToStart(String value) {
        assertThatThrownBy(() -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_TPI_V1", value)))
                .hasMessageContaining("tpi.v1 must be off, loopback, signed, or CIDR ranges");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    loopback                 | false | [127.0.0.0/8, ::1]
                    127.0.0.1/32, 10.0.0.0/8 | false | [127.0.0.1/32, 10.0.0.0/8]
                    signed                   | true  | []
                    signed, fd00::/8         | true  | [fd00::/8]
                    0.0.0.0                  | false | [0.0.0.0]
                    off                      | false | []
                    """)
    void theBridgeIsThereForKnownServersAndForWhoSigns(
            String value, boolean signed, String callers) {
        Map<String, String> environment =
                Map.of(
                        "DESKBUS_WECHAT_ALLOW",
                        value,
                        "DESKBUS_WECHAT_CALLBACK_URL",
                        "http://livebot:8080/ari");

        Settings.WeChat weChat = SettingsReader.read(SHIPPED, environment).weChat();

        assertThat(weChat.callers()).hasToString(callers);
        assertThat(weChat.signed()).isEqualTo(signed);
        assertThat(weChat.isOff()).isEqualTo(value.equals("off"));
        assertThat(weChat.callbackUrl()).isEqualTo("http://livebot:8080/ari");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "10.0.0.1, 0.0.0.0/1", "128.0.0.0/7", "2000::/3"})
    void aBridgeThatIsOpenToTheWorldRefusesToStart(String value) {
        assertThatThrownBy(
                        () -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_WECHAT_ALLOW", value)))
                .hasMessageContaining("would let everybody in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "all", "livebot", "10.0.0.0/33"})
    void whatIsNoListOfServersRefusesToStart(String value) {
        assertThatThrownBy(
                        () -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_WECHAT_ALLOW", value)))
                .hasMessageContaining("wechat.allow must be empty, loopback, signed, or CIDR");
    }

    @Test
    void aKeyThatCanBeGuessedRefusesToStart() {
        assertThatThrownBy(() -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_API_KEY", "short")))
                .hasMessageContaining("api.key must have at least 16 characters");
    }

    @Test
    void whatIsNeverArchivedIsNeverLetGo() {
        assertThatThrownBy(
                        () -> SettingsReader.read(SHIPPED, Map.of("DESKBUS_HISTORY_MONTHS", "3")))
                .hasMessageContaining(
                        "history.archive-after must not be 0 when history.months is not");
    }

    @Test
    void secretsAreNeverShown() {
        assertThat(new Secret("hush")).hasToString("(secret)");
    }
}
