package dev.deskbus;

import dev.deskbus.cluster.BusPlace;
import dev.deskbus.cluster.ClusterPlace;
import dev.deskbus.cluster.ClusteredVertx;
import dev.deskbus.cluster.NodeLease;
import dev.deskbus.config.DirectoryFaults;
import dev.deskbus.config.DirectoryReader;
import dev.deskbus.config.JwtSecret;
import dev.deskbus.config.Settings;
import dev.deskbus.config.SettingsFaults;
import dev.deskbus.config.SettingsReader;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.ops.Metrics;
import dev.deskbus.store.EmbeddedPostgres;
import dev.deskbus.store.Migrations;
import dev.deskbus.store.PgAddress;
import dev.deskbus.store.PgDirectoryImport;
import io.vertx.core.Future;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node, and stops it when the process is asked to end. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FIRST_ANSWERS = 10;
    private static final long START_SECONDS = 60;

    /** More than the steps of a stop take together, each at its worst. */
    private static final long STOP_SECONDS = 40;

    private static final long READY_POLL_MILLIS = 50;

    /** What happens many times for each message: their figures cost more than they tell. */
    private static final Set<String> UNMEASURED =
            Stream.of(
                            MetricsDomain.EVENT_BUS,
                            MetricsDomain.NET_CLIENT,
                            MetricsDomain.NET_SERVER,
                            MetricsDomain.NAMED_POOLS,
                            MetricsDomain.VERTICLES)
                    .map(MetricsDomain::toCategory)
                    .collect(Collectors.toUnmodifiableSet());

    private final Settings settings;
    private final Directory directory;
    private final UnaryOperator<String> statements;
    private final Duration held;
    private final Metrics metrics = new Metrics();
    private @Nullable EmbeddedPostgres embedded;
    private @Nullable Deployment deployment;

    private Main(
            Settings settings,
            Directory directory,
            UnaryOperator<String> statements,
            Duration held) {
        this.settings = settings;
        this.directory = directory;
        this.statements = statements;
        this.held = held;
    }

    /** Reads {@code conf/deskbus.yaml}, or the file that is named, and starts the node. */
    public static void main(String[] arguments) {
        run(arguments, UnaryOperator.identity());
    }

    /** The same; every SQL statement goes through that function before it is sent. */
    public static void run(String[] arguments, UnaryOperator<String> statements) {
        run(arguments, statements, NodeLease.HELD);
    }

    /** The same; the node trusts for that long in a lease that it could not renew. */
    public static void run(String[] arguments, UnaryOperator<String> statements, Duration held) {
        System.setProperty("hazelcast.logging.type", "slf4j");
        try {
            Path file = Path.of(arguments.length == 0 ? "conf/deskbus.yaml" : arguments[0]);
            Settings settings = SettingsReader.read(file, System.getenv());
            Directory directory = DirectoryReader.read(settings.directory());
            Main main = new Main(settings, directory, statements, held);
            Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "stop"));
            main.start();
        } catch (SettingsFaults e) {
            refuse("settings", e.faults());
        } catch (DirectoryFaults e) {
            refuse("directory", e.faults());
        } catch (Exception e) {
            LOG.atError().setCause(e).log("the node does not start");
            System.exit(1);
        }
    }

    private static void refuse(String what, List<String> faults) {
        faults.forEach(fault -> LOG.atError().addKeyValue("in", what).log(fault));
        LOG.atError().addKeyValue("faults", faults.size()).log("the node does not start");
        System.exit(1);
    }

    private void start() throws Exception {
        Future<ClusteredVertx> clustered = ClusteredVertx.start(place(), vertxOptions(), this::add);
        PgAddress address = database();
        ClusteredVertx cluster = await("joining the cluster", clustered);
        await("migrating the database", Migrations.apply(cluster.vertx(), address));
        Stores stores = Stores.on(cluster.vertx(), address, statements);
        await("the database's first answer", firstAnswer(stores, FIRST_ANSWERS));
        await(
                "importing the directory",
                new PgDirectoryImport(stores.pg(), stores.passwords()).run(directory));
        Deployment all = new Deployment(settings, cluster, stores, metrics, held);
        deployment = all;
        await("deploying", all.start(JwtSecret.of(settings)));
        while (!await("a look whether it is ready", all.isReady())) {
            await("a pause", cluster.vertx().timer(READY_POLL_MILLIS, TimeUnit.MILLISECONDS));
        }
        new Banner(settings, address, directory).show();
    }

    /** A busy machine may need more than one attempt to connect. */
    private static Future<Void> firstAnswer(Stores stores, int attempts) {
        return stores.pg()
                .ping()
                .recover(
                        failure ->
                                attempts > 1
                                        ? firstAnswer(stores, attempts - 1)
                                        : Future.failedFuture(failure));
    }

    private synchronized PgAddress database() throws IOException {
        Settings.Database database = settings.database();
        if (!database.isEmbedded()) {
            return PgAddress.parse(database.url().value());
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(database.dataDir(), database.port());
        embedded = server;
        return server.address();
    }

    private ClusterPlace place() {
        Settings.Cluster cluster = settings.cluster();
        return new ClusterPlace(
                cluster.config(),
                cluster.host(),
                cluster.port(),
                cluster.members(),
                new BusPlace(cluster.host(), cluster.bus().port(), tls(cluster.bus().tls())));
    }

    private static BusPlace.@Nullable Tls tls(List<Path> files) {
        return files.isEmpty() ? null : new BusPlace.Tls(files.get(0), files.get(1), files.get(2));
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setMetricsOptions(
                        new MicrometerMetricsOptions()
                                .setEnabled(true)
                                .setJvmMetricsEnabled(false)
                                .setDisabledMetricsCategories(UNMEASURED));
    }

    private VertxBuilder add(VertxBuilder builder) {
        return builder.withMetrics(new MicrometerMetricsFactory(metrics.registry()));
    }

    private void stop() {
        try {
            if (deployment != null) {
                deployment.stop().await(STOP_SECONDS, TimeUnit.SECONDS);
            }
            LOG.info("stopped");
        } catch (TimeoutException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("did not stop cleanly");
        } finally {
            closeDatabase();
            metrics.close();
        }
    }

    private synchronized void closeDatabase() {
        try {
            if (embedded != null) {
                embedded.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("the embedded database did not stop cleanly");
        }
    }

    private static <T> T await(String step, Future<T> future) {
        try {
            return future.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    step + " took longer than " + START_SECONDS + " seconds", e);
        }
    }
}
