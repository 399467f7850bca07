package dev.deskbus.faults;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the nodes of a run live, and how they reach the rest. */
interface Place extends AutoCloseable {
    /** What goes before the command of that node. */
    List<String> prefix(int node);

    /** The address of that node. */
    String host(int node);

    /** The address of third parties, as nodes see it. */
    String outside();

    /** {@code host:port} of the database, as that node sees it. */
    String database(int node, int port) throws Exception;

    @Override
    void close() throws Exception;

    /** All on this machine's loopback interface. */
    record Loopback() implements Place {
        private static final String HOST = "127.0.0.1";

        @Override
        public List<String> prefix(int node) {
            return List.of();
        }

        @Override
        public String host(int node) {
            return HOST;
        }

        @Override
        public String outside() {
            return HOST;
        }

        @Override
        public String database(int node, int port) {
            return HOST + ":" + port;
        }

        @Override
        public void close() {}
    }

    /** The same, but each node has its own way to the database, which can be cut. */
    record CutFromDatabase(Loopback here, Map<Integer, Forwarder> ways) implements Place {
        CutFromDatabase() {
            this(new Loopback(), new ConcurrentHashMap<>());
        }

        @Override
        public List<String> prefix(int node) {
            return here.prefix(node);
        }

        @Override
        public String host(int node) {
            return here.host(node);
        }

        @Override
        public String outside() {
            return here.outside();
        }

        @Override
        public String database(int node, int port) throws IOException {
            Forwarder way = new Forwarder(here.host(node), port);
            ways.put(node, way);
            return way.address();
        }

        void cut(int node) {
            ways.get(node).stop();
        }

        void heal() {
            ways.values().forEach(Forwarder::go);
        }

        @Override
        public void close() {
            ways.values().forEach(Forwarder::close);
        }
    }
}
