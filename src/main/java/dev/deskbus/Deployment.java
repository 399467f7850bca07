package dev.deskbus;

import dev.deskbus.actor.callback.CallbackDispatcher;
import dev.deskbus.actor.callback.DeliveryCounts;
import dev.deskbus.actor.callback.DispatchRules;
import dev.deskbus.actor.heartbeat.HeartbeatMonitor;
import dev.deskbus.actor.heartbeat.HeartbeatSettings;
import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.actor.queue.QueueActor;
import dev.deskbus.actor.queue.QueueActors;
import dev.deskbus.actor.queue.QuietQueues;
import dev.deskbus.actor.session.SessionActor;
import dev.deskbus.actor.session.SessionActors;
import dev.deskbus.bus.ClusteredBus;
import dev.deskbus.cluster.ClusterClock;
import dev.deskbus.cluster.ClusteredVertx;
import dev.deskbus.cluster.NodeLease;
import dev.deskbus.cluster.Reach;
import dev.deskbus.cluster.Readiness;
import dev.deskbus.cluster.ShardHost;
import dev.deskbus.cluster.ShardTicker;
import dev.deskbus.config.Settings;
import dev.deskbus.gateway.callback.CallbackCodecs;
import dev.deskbus.gateway.callback.HttpCallbackSender;
import dev.deskbus.gateway.callback.SendRules;
import dev.deskbus.gateway.callback.ThirdParties;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.admin.AdminConsoles;
import dev.deskbus.gateway.console.kf.KfConsoles;
import dev.deskbus.gateway.console.kf.KfHttp;
import dev.deskbus.gateway.console.kf.KfPorts;
import dev.deskbus.gateway.console.kf.KfSettings;
import dev.deskbus.gateway.console.web.WebConsoles;
import dev.deskbus.gateway.http.AddressVetting;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.CrossOrigin;
import dev.deskbus.gateway.http.HttpEdge;
import dev.deskbus.gateway.http.IconResource;
import dev.deskbus.gateway.http.LoginLimits;
import dev.deskbus.gateway.http.LoginResource;
import dev.deskbus.gateway.http.ReadyGate;
import dev.deskbus.gateway.tpi.TpiResource;
import dev.deskbus.gateway.tpi.cws.CwsSockets;
import dev.deskbus.ops.Health;
import dev.deskbus.ops.Metrics;
import dev.deskbus.ops.OutboxBacklog;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.TokenEpochs;
import dev.deskbus.store.PgAccessControl;
import dev.deskbus.store.PgRetiredTokens;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wires one node: what is deployed, in which order, and how it ends. */
final class Deployment {
    private static final Duration CONSOLES_LEAVE_WITHIN = Duration.ofSeconds(2);

    private final Settings settings;
    private final Vertx vertx;
    private final Stores stores;
    private final Metrics metrics;
    private final ClusterClock clock = new ClusterClock();
    private final Reach reach;
    private final NodeLease lease;
    private final ClusteredBus bus;
    private final HeartbeatMonitor heartbeats;
    private final DeliveryCounts deliveries = new DeliveryCounts();
    private final OutboxBacklog backlog;
    private final Robotics robotics;
    private final Health health;
    private final FileWiring files;
    private final WeChatBridge weChat;
    private final List<String> edges = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable String dispatcherId;
    private volatile boolean stopping;

    /**
     * Nothing is deployed yet.
     *
     * @param held how long the node trusts a lease that it could not renew
     */
    Deployment(
            Settings settings,
            ClusteredVertx cluster,
            Stores stores,
            Metrics metrics,
            Duration held) {
        this.settings = settings;
        this.vertx = cluster.vertx();
        this.stores = stores;
        this.metrics = metrics;
        this.reach = new Reach(cluster.node(), cluster);
        this.lease =
                new NodeLease(
                        cluster.node(),
                        settings.cluster().host() + ":" + settings.edges().httpPort(),
                        stores.nodes(),
                        reach,
                        clock,
                        held);
        this.bus = new ClusteredBus(vertx, lease);
        this.heartbeats =
                new HeartbeatMonitor(
                        lease, stores.presence(), bus, clock, HeartbeatSettings.DOCUMENTED);
        this.files = FileWiring.of(vertx, settings.files(), stores);
        this.weChat = WeChatBridge.of(vertx, settings, stores, files.store(), bus, lease);
        this.robotics = Robotics.of(vertx, stores, metrics, settings);
        this.backlog = new OutboxBacklog(stores.callbacks());
        Readiness readiness = new Readiness(lease, reach, stores.nodes());
        this.health =
                new Health(
                        vertx,
                        Map.of(
                                "database",
                                () -> stores.pg().ping().map(true),
                                "lease",
                                () -> Future.succeededFuture(isServing()),
                                "cluster",
                                readiness::isReady));
    }

    /** Deploys everything, the actors before the node joins, the edges last. */
    Future<Void> start(byte[] jwtSecret) {
        return vertx.deployVerticle(new ShardHost(lease, actors(), settings.cluster().idle()))
                .compose(_ -> deployDispatcher())
                .compose(_ -> weChat.deploy(vertx, lease))
                .compose(_ -> vertx.deployVerticle(reach))
                .compose(_ -> lease.join())
                .compose(_ -> vertx.deployVerticle(heartbeats))
                .compose(_ -> deployTicker())
                .compose(_ -> vertx.deployVerticle(backlog))
                .compose(_ -> vertx.deployVerticle(Tools.indexer(lease, stores)))
                .compose(
                        _ ->
                                vertx.deployVerticle(
                                        Tools.archivist(lease, stores, settings.history())))
                .compose(_ -> deployEdges(jwtSecret))
                .onSuccess(_ -> measure());
    }

    /** Whether this node should be given traffic. */
    Future<Boolean> isReady() {
        return health.isReady();
    }

    /**
     * Ends without anybody noticing: not ready any more; the shards are given back group by group,
     * each when the callbacks under way there have ended; consoles are sent to other nodes; the
     * node leaves; requests under way are answered; then all the rest.
     */
    Future<Void> stop() {
        stopping = true;
        return lease.giveBack()
                .otherwiseEmpty()
                .compose(_ -> heartbeats.drain(CONSOLES_LEAVE_WITHIN))
                .otherwiseEmpty()
                .compose(_ -> undeploy(dispatcherId))
                .otherwiseEmpty()
                .compose(_ -> lease.leave())
                .otherwiseEmpty()
                .compose(_ -> Future.join(edges.stream().map(this::undeploy).toList()))
                .otherwiseEmpty()
                .compose(_ -> vertx.close());
    }

    private Future<?> deployDispatcher() {
        CallbackDispatcher dispatcher = dispatcher();
        return vertx.deployVerticle(dispatcher)
                .onSuccess(
                        id -> {
                            dispatcherId = id;
                            lease.listen(new LastCallbacks(dispatcher));
                        });
    }

    private Future<?> deployTicker() {
        ShardTicker ticker = new ShardTicker(lease, stores.queues(), stores.sessions(), bus);
        return vertx.deployVerticle(ticker).onSuccess(_ -> lease.listen(ticker));
    }

    private Future<?> undeploy(@Nullable String id) {
        return id == null ? Future.succeededFuture() : vertx.undeploy(id);
    }

    private List<ActorFactory> actors() {
        var quiet = new QuietQueues();
        var session =
                new SessionActor.World(
                        stores.journal(),
                        stores.sessions(),
                        stores.seats(),
                        stores.marks(),
                        stores.directory(),
                        new AgentQueues(stores.directory(), bus, quiet),
                        bus,
                        clock,
                        robotics.robot(),
                        stores.views());
        var queue =
                new QueueActor.World(
                        stores.queues(),
                        stores.views(),
                        stores.directory(),
                        stores.ids(),
                        bus,
                        clock,
                        quiet);
        return List.of(new SessionActors(session, stores.views()), new QueueActors(queue));
    }

    private CallbackDispatcher dispatcher() {
        var sender =
                new HttpCallbackSender(
                        vertx,
                        new ThirdParties(stores.directory(), stores.clients(), weChat.accounts()),
                        CallbackCodecs.of(settings.edges().publicUrl()),
                        new AddressVetting(vertx),
                        SendRules.STANDARD);
        return new CallbackDispatcher(
                stores.callbacks(), sender, lease, DispatchRules.STANDARD, deliveries);
    }

    private Future<Void> deployEdges(byte[] jwtSecret) {
        var access = new PgAccessControl(stores.pg(), settings.apiKey().value());
        AgentTokens tokens = new AgentTokens(vertx, jwtSecret, access);
        KfPorts ports = kfPorts();
        KfConsoles consoles = consoles(ports, tokens);
        AdminConsoles admins = admins(tokens);
        WebConsoles browsers = browsers(ports, tokens, access);
        KfHttp http = new KfHttp(vertx, ports, access);
        TpiResource tpi = tpi(tokens);
        metrics.count("deskbus.tpi.lenient", "Bodies that are no strict JSON", tpi::lenientBodies);
        LoginResource login = login(tokens);
        CwsSockets visitors = VisitorSockets.beside(tpi, vertx, bus, heartbeats, stores, settings);
        metrics.count(
                "deskbus.cws.lenient", "Frames that are no strict JSON", visitors::lenientFrames);
        Handler<ServerWebSocketHandshake> sockets =
                visitors.before(browsers.before(admins.before(consoles.at("/ws/kf"))));
        return deployEdge(
                        settings.edges().httpPort(),
                        options ->
                                new HttpEdge(
                                        options,
                                        router -> {
                                            mount(router, tpi, login, browsers);
                                            http.mount(router);
                                        },
                                        sockets))
                .compose(
                        _ ->
                                deployEdge(
                                        settings.edges().kfPort(),
                                        options ->
                                                new HttpEdge(options, _ -> {}, consoles.at("/"))))
                .compose(
                        _ ->
                                deployAll(
                                        consoles.rounds(),
                                        browsers.rounds(),
                                        admins.rounds(),
                                        visitors.rounds()));
    }

    private Future<Void> deployAll(Deployable... all) {
        return Future.all(Stream.of(all).map(vertx::deployVerticle).toList()).mapEmpty();
    }

    private void mount(Router router, TpiResource tpi, LoginResource login, WebConsoles browsers) {
        health.mount(router);
        metrics.mount(router);
        new CrossOrigin(settings.edges().front().cors()).mount(router);
        IconResource.mount(router);
        files.mount(router);
        tpi.mount(router);
        weChat.mount(router);
        router.route(LoginResource.PATH).handler(new ReadyGate(this::isServing));
        robotics.search().mount(router);
        login.mount(router);
        browsers.mount(router);
    }

    private Future<Void> deployEdge(int port, Function<HttpServerOptions, HttpEdge> edge) {
        HttpServerOptions options =
                ConsoleSockets.limit(
                        new HttpServerOptions().setHost(settings.edges().host()).setPort(port));
        return vertx.deployVerticle(
                        () -> edge.apply(options),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(edges::add)
                .mapEmpty();
    }

    private KfPorts kfPorts() {
        return new KfPorts(
                bus,
                stores.directory(),
                stores.presence(),
                stores.views(),
                stores.lines(),
                stores.ids(),
                heartbeats,
                clock,
                robotics.robot(),
                robotics.profiles(),
                new PgRetiredTokens(stores.pg()),
                Tools.on(stores));
    }

    private KfConsoles consoles(KfPorts ports, AgentTokens tokens) {
        return new KfConsoles(
                vertx,
                ports,
                tokens,
                lease.node(),
                KfSettings.documented(settings.edges().origins()));
    }

    private AdminConsoles admins(AgentTokens tokens) {
        AdminConsoles admins =
                AdminSockets.of(vertx, bus, heartbeats, clock, stores)
                        .consoles(tokens, lease.node(), settings.edges().origins());
        metrics.count(
                "deskbus.admin.lenient", "Frames that are no strict JSON", admins::lenientFrames);
        return admins;
    }

    private WebConsoles browsers(KfPorts ports, AgentTokens tokens, TokenEpochs epochs) {
        WebConsoles browsers =
                BrowserConsoles.beside(ports, vertx, tokens, epochs, lease.node(), settings);
        metrics.count(
                "deskbus.web.lenient", "Frames that are no strict JSON", browsers::lenientFrames);
        return browsers;
    }

    private TpiResource tpi(AgentTokens tokens) {
        return new TpiResource(
                new TpiResource.World(
                        vertx,
                        bus,
                        stores.clients(),
                        stores.views(),
                        stores.directory(),
                        stores.presence(),
                        stores.passwords(),
                        tokens,
                        stores.queues()::loadAgents,
                        files.media(),
                        TpiEditions.settings(settings)),
                TpiEditions.of(settings.tpi(), bus, stores, files.pictures()),
                metrics.countEach(
                        "deskbus.tpi.lenient.of", "The same, of one integration", "integration"));
    }

    private LoginResource login(AgentTokens tokens) {
        return new LoginResource(
                vertx,
                stores.directory(),
                stores.passwords(),
                tokens,
                new CallerAddress(settings.edges().front().proxies()),
                LoginLimits.USUAL);
    }

    private boolean isServing() {
        return !stopping && lease.isReady();
    }

    private void measure() {
        metrics.gauge("deskbus.shards.owned", "Shards of this node", () -> lease.fences().size());
        metrics.gauge("deskbus.lease.held", "1 while the lease is", () -> lease.isHeld() ? 1 : 0);
        metrics.gauge("deskbus.journal.waiting", "Appends queued", stores.journal()::waiting);
        metrics.gauge("deskbus.callbacks.in.flight", "Under way", deliveries::inFlight);
        metrics.count("deskbus.callbacks.delivered", "Taken by receivers", deliveries::delivered);
        metrics.count("deskbus.callbacks.retried", "To be tried again", deliveries::retried);
        metrics.count("deskbus.callbacks.dead", "Given up", deliveries::dead);
        metrics.gauge("deskbus.callbacks.waiting", "In all outboxes", backlog::waiting);
        metrics.gauge("deskbus.callbacks.dead.letters", "Kept, on disk", backlog::dead);
        files.measure(metrics);
        weChat.measure(metrics);
    }
}
