package dev.deskbus;

import dev.deskbus.actor.media.CollectRules;
import dev.deskbus.actor.media.MediaCollector;
import dev.deskbus.actor.media.MediaCounts;
import dev.deskbus.bus.Bus;
import dev.deskbus.cluster.NodeLease;
import dev.deskbus.cluster.OwnershipListener;
import dev.deskbus.config.Settings;
import dev.deskbus.gateway.wechat.MediaRules;
import dev.deskbus.gateway.wechat.WeChatMedia;
import dev.deskbus.gateway.wechat.WeChatResource;
import dev.deskbus.gateway.wechat.WeChatSettings;
import dev.deskbus.gateway.wechat.WeChatWorld;
import dev.deskbus.ops.Metrics;
import dev.deskbus.port.Fence;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.ServiceAccounts;
import dev.deskbus.store.PgMediaStore;
import dev.deskbus.store.PgServiceAccounts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Set;

/**
 * The WeChat bridge of a node: nothing is there unless the settings let somebody speak to it.
 *
 * @param accounts where their hosts are, also while there is no bridge
 * @param collector fetches what visitors show
 */
record WeChatBridge(
        boolean isOff,
        ServiceAccounts accounts,
        WeChatResource resource,
        MediaCollector collector,
        MediaCounts counts) {
    /** Wires it; nothing is served before it is mounted. */
    static WeChatBridge of(
            Vertx vertx,
            Settings settings,
            Stores stores,
            FileStore files,
            Bus bus,
            NodeLease lease) {
        Settings.WeChat weChat = settings.weChat();
        ServiceAccounts accounts = new PgServiceAccounts(stores.pg(), weChat.callbackUrl());
        MediaStore media = new PgMediaStore(stores.pg());
        MediaCounts counts = new MediaCounts();
        var source =
                new WeChatMedia(vertx, stores.directory(), accounts, files, MediaRules.STANDARD);
        var collector = new MediaCollector(media, source, lease, CollectRules.STANDARD, counts);
        var world =
                new WeChatWorld(
                        bus,
                        stores.clients(),
                        stores.views(),
                        stores.directory(),
                        stores.presence()::findPresent,
                        accounts,
                        media,
                        collector::wake);
        return new WeChatBridge(
                weChat.isOff(),
                accounts,
                new WeChatResource(
                        vertx,
                        world,
                        WeChatSettings.usual(weChat.callers(), settings.edges().front().proxies())),
                collector,
                counts);
    }

    /** Fetches from now on. */
    Future<?> deploy(Vertx vertx, NodeLease lease) {
        return isOff
                ? Future.succeededFuture()
                : vertx.deployVerticle(collector).onSuccess(_ -> lease.listen(new LastMedia()));
    }

    void mount(Router router) {
        if (!isOff) {
            resource.mount(router);
        }
    }

    void measure(Metrics metrics) {
        metrics.count(
                "deskbus.wechat.lenient",
                "Bodies that are no strict JSON",
                resource::lenientBodies);
        metrics.gauge("deskbus.media.under.way", "Fetches under way", counts::underWay);
        metrics.count("deskbus.media.fetched", "In the file store", counts::fetched);
        metrics.count("deskbus.media.missed", "To be tried again", counts::missed);
        metrics.count("deskbus.media.lost", "Given up", counts::lost);
    }

    /** Lets go of what is under way in a shard before it is given back. */
    private final class LastMedia implements OwnershipListener {
        /** The store asks for the fence at each step. */
        @Override
        public Future<?> onOwned(Set<Fence> owned) {
            return Future.succeededFuture();
        }

        @Override
        public Future<?> onGoing(Fence going) {
            return collector.finish(going);
        }
    }
}
