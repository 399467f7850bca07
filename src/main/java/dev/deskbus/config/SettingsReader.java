package dev.deskbus.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.deskbus.store.PgAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code conf/deskbus.yaml} and the environment; refuses with every fault at once. */
public final class SettingsReader {
    private static final int SHORTEST_SECRET = 32;
    private static final int SHORTEST_API_KEY = 16;
    private static final int TLS_FILES = 3;
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}) ?(KB|MB)");

    private final Map<String, String> values;
    private final List<String> faults;

    private SettingsReader(Map<String, String> values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Reads the file, lets the environment win, and checks everything. */
    public static Settings read(Path file, Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        try {
            SettingsSources.flatten(
                    "", new YAMLMapper().readTree(Files.readString(file)), values, faults);
        } catch (JsonProcessingException e) {
            faults.add(file + " is not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            faults.add("cannot read " + file);
        }
        SettingsSources.overlay(values, environment, faults);
        Settings settings = new SettingsReader(values, faults).settings();
        if (!faults.isEmpty()) {
            throw new SettingsFaults(faults);
        }
        return settings;
    }

    private Settings settings() {
        var edges =
                new Settings.Edges(
                        text("http.host"),
                        port("http.port"),
                        port("kf.port"),
                        list("console.origins"),
                        positive("console.frames-per-minute"),
                        new Settings.Front(
                                ranges("http.proxies"),
                                webAddress("http.public-url"),
                                origins("http.cors")));
        var database =
                new Settings.Database(
                        new Secret(databaseUrl()),
                        port("database.port"),
                        Path.of(text("data.dir")));
        Path directory = Path.of(text("directory"));
        var cluster =
                new Settings.Cluster(
                        readable("cluster.config"),
                        text("cluster.host"),
                        port("cluster.port"),
                        list("cluster.members"),
                        Duration.ofSeconds(count("cluster.idle", 1)),
                        new Settings.EventBus(port("bus.port"), tls()));
        Secret secret = secret(database);
        var tpi = new Settings.Tpi(zone("tpi.zone"), v1("tpi.v1"), crowds());
        var visitor = new Settings.Visitor(list("visitor.origins"), seconds("visitor.resend"));
        Settings.Files files = files();
        Settings.WeChat weChat = weChat("wechat.allow");
        Secret apiKey = apiKey();
        Settings.History history = history();
        values.keySet().forEach(key -> faults.add(key + " is no setting"));
        return new Settings(
                edges, database, directory, cluster, secret, tpi, visitor, files, weChat, apiKey,
                history);
    }

    private Secret apiKey() {
        Secret apiKey = new Secret(optional("api.key"));
        if (!apiKey.isEmpty() && apiKey.value().length() < SHORTEST_API_KEY) {
            faults.add("api.key must have at least 16 characters");
        }
        return apiKey;
    }

    private Settings.History history() {
        var history =
                new Settings.History(
                        Duration.ofDays(count("history.archive-after", 0)),
                        count("history.months", 0));
        if (history.months() > 0 && history.archiveAfter().isZero()) {
            faults.add("history.archive-after must not be 0 when history.months is not");
        }
        return history;
    }

    private Settings.Crowds crowds() {
        var crowds =
                new Settings.Crowds(
                        count("tpi.searches", 1),
                        count("tpi.black-list.visits", 0),
                        seconds("tpi.black-list.within"),
                        seconds("tpi.black-list.ban"));
        if (crowds.visits() > 0 && (crowds.within().isZero() || crowds.ban().isZero())) {
            faults.add("tpi.black-list.within and ban must not be 0 when visits is not");
        }
        return crowds;
    }

    private int count(String key, int least) {
        String value = text(key);
        if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= least) {
            return Integer.parseInt(value);
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be a number from " + least + " to 999999");
        }
        return least;
    }

    private List<String> origins(String key) {
        List<String> origins = list(key);
        origins.stream()
                .filter(origin -> !origin.matches("\\*|https?://[^\\s/?#]+"))
                .forEach(origin -> faults.add(key + ": " + origin + " is no web origin"));
        return origins;
    }

    private Settings.Files files() {
        boolean s3 = isS3();
        var bucket =
                new Settings.S3(
                        endpoint("files.s3.endpoint", s3),
                        neededIf(s3, "files.s3.region"),
                        neededIf(s3, "files.s3.bucket"),
                        new Secret(neededIf(s3, "files.s3.key")),
                        new Secret(neededIf(s3, "files.s3.secret")));
        return new Settings.Files(
                Path.of(text("files.dir")),
                size("files.limit"),
                list("files.extensions").stream()
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .toList(),
                s3 ? bucket : null,
                program("files.ffmpeg"));
    }

    private boolean isS3() {
        String store = text("files.store");
        if (!store.isEmpty() && !store.equals("local") && !store.equals("s3")) {
            faults.add("files.store must be local or s3");
        }
        return store.equals("s3");
    }

    private String neededIf(boolean needed, String key) {
        return needed ? text(key) : optional(key);
    }

    private URI endpoint(String key, boolean needed) {
        String value = neededIf(needed, key);
        if (value.matches("https?://[A-Za-z0-9.\\[\\]:-]+/?")) {
            return URI.create(value);
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be http:// or https://, a host and perhaps a port");
        }
        return URI.create("http://localhost");
    }

    private long size(String key) {
        Matcher matcher = SIZE.matcher(text(key));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            faults.add(key + " must be a size such as 10 MB");
            return 1;
        }
        long factor = matcher.group(2).equals("MB") ? 1L << 20 : 1L << 10;
        return Long.parseLong(matcher.group(1)) * factor;
    }

    private List<Path> tls() {
        List<Path> files =
                Stream.of("bus.tls.certificate", "bus.tls.key", "bus.tls.authority")
                        .map(this::optional)
                        .filter(file -> !file.isEmpty())
                        .map(Path::of)
                        .toList();
        if (!files.isEmpty() && files.size() < TLS_FILES) {
            faults.add("bus.tls needs certificate, key and authority, or none of them");
        }
        files.stream()
                .filter(file -> !Files.isReadable(file))
                .forEach(file -> faults.add("bus.tls: cannot read " + file));
        return files;
    }

    private String databaseUrl() {
        String url = optional("database.url");
        try {
            if (!url.isEmpty()) {
                PgAddress.parse(url);
            }
        } catch (IllegalArgumentException e) {
            faults.add("database.url: " + e.getMessage());
        }
        return url;
    }

    private Path readable(String key) {
        Path file = Path.of(text(key));
        if (!file.toString().isEmpty() && !Files.isReadable(file)) {
            faults.add(key + ": cannot read " + file);
        }
        return file;
    }

    private @Nullable Path program(String key) {
        String path = optional(key);
        if (path.isEmpty()) {
            return null;
        }
        Path file = Path.of(path);
        if (!Files.isExecutable(file)) {
            faults.add(key + ": cannot run " + file);
        }
        return file;
    }

    private List<String> ranges(String key) {
        List<String> ranges = list(key);
        ranges.stream()
                .filter(range -> !Ranges.isRange(range))
                .forEach(range -> faults.add(key + ": " + range + " is no CIDR range"));
        return ranges;
    }

    private String webAddress(String key) {
        String url = optional(key);
        if (!url.isEmpty() && !url.matches("https?://[^\\s/?#]+(/[^\\s?#]*[^\\s?#/])?")) {
            faults.add(key + " must be an http or https URL without a slash at its end");
        }
        return url;
    }

    private Secret secret(Settings.Database database) {
        String value = optional("jwt.secret");
        if (value.isEmpty() && !database.isEmbedded()) {
            faults.add("jwt.secret must be given when database.url is: all nodes share it");
        } else if (!value.isEmpty()
                && value.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
            faults.add("jwt.secret must have at least " + SHORTEST_SECRET + " bytes");
        }
        return new Secret(value);
    }

    /** Takes a key that must be there but may be empty. */
    private String optional(String key) {
        String value = values.remove(key);
        if (value == null) {
            faults.add(key + " is missing");
            return "";
        }
        return value.strip();
    }

    private String text(String key) {
        boolean there = values.containsKey(key);
        String value = optional(key);
        if (there && value.isEmpty()) {
            faults.add(key + " must not be empty");
        }
        return value;
    }

    private List<String> list(String key) {
        return List.of(optional(key).split(",")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private int port(String key) {
        String value = text(key);
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) {
            return Integer.parseInt(value);
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be a port from 0 to 65535");
        }
        return 0;
    }

    /** To YAML, {@code off} without quotes is no text but false. */
    private Settings.TpiV1 v1(String key) {
        String value = text(key);
        return switch (value) {
            case "", "off", "false" -> new Settings.TpiV1(false, List.of());
            case "loopback" -> new Settings.TpiV1(false, LOOPBACK);
            case "signed" -> new Settings.TpiV1(true, List.of());
            case String _ -> new Settings.TpiV1(false, ranges(key, value));
        };
    }

    /** The wire has no credentials, so the whole world is never let in (decision WX-1). */
    private Settings.WeChat weChat(String key) {
        List<String> allowed = list(key);
        List<String> callers = new ArrayList<>();
        for (String each : allowed) {
            switch (each) {
                case "signed", "off", "false" -> {}
                case "loopback" -> callers.addAll(LOOPBACK);
                case String range when Ranges.isRange(range) -> {
                    if (Ranges.isWideOpen(range)) {
                        faults.add(key + ": " + range + " would let everybody in");
                    }
                    callers.add(range);
                }
                case String _ ->
                        faults.add(
                                key
                                        + " must be empty, loopback, signed, or CIDR ranges such as"
                                        + " 10.0.0.0/8, not "
                                        + each);
            }
        }
        return new Settings.WeChat(
                callers, allowed.contains("signed"), webAddress("wechat.callback-url"));
    }

    private List<String> ranges(String key, String value) {
        List<String> ranges = Stream.of(value.split(",", -1)).map(String::strip).toList();
        if (!ranges.stream().allMatch(Ranges::isRange)) {
            faults.add(key + " must be off, loopback, signed, or CIDR ranges such as 10.0.0.0/8");
        }
        return ranges;
    }

    private int positive(String key) {
        String value = text(key);
        if (value.matches("[1-9][0-9]{0,5}")) {
            return Integer.parseInt(value);
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be a number from 1 to 999999");
        }
        return 1;
    }

    private Duration seconds(String key) {
        String value = text(key);
        if (value.matches("[0-9]{1,4}")) {
            return Duration.ofSeconds(Integer.parseInt(value));
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be a number of seconds from 0 to 9999");
        }
        return Duration.ZERO;
    }

    private ZoneId zone(String key) {
        String value = text(key);
        if (ZoneId.getAvailableZoneIds().contains(value)) {
            return ZoneId.of(value);
        }
        if (!value.isEmpty()) {
            faults.add(key + " must be a time zone such as Asia/Shanghai");
        }
        return ZoneOffset.UTC;
    }
}
