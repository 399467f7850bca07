package dev.deskbus.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds all addresses of a host. */
@FunctionalInterface
public interface HostResolver {
    /** All of them; fails when there are none. */
    Future<List<InetAddress>> resolve(String host);

    /** Asks the system on a few threads of its own; a host is asked for once at a time. */
    static HostResolver ofSystem(Vertx vertx) {
        WorkerExecutor threads = vertx.createSharedWorkerExecutor("outer-names", 8);
        Map<String, Future<List<InetAddress>>> asked = new ConcurrentHashMap<>();
        return host -> {
            Future<List<InetAddress>> answer =
                    asked.computeIfAbsent(
                            host,
                            name ->
                                    threads.executeBlocking(
                                            () -> List.of(InetAddress.getAllByName(name)), false));
            return answer.onComplete(_ -> asked.remove(host, answer));
        };
    }
}
