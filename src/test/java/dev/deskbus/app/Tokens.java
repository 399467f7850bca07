package dev.deskbus.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Agents' tokens, fetched once for each node and agent: logins are throttled. */
final class Tokens {
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private Tokens() {}

    static String of(NodeProcess node, String agent) throws Exception {
        String key = node.httpPort() + " " + agent;
        String known = TOKENS.get(key);
        if (known != null) {
            return known;
        }
        String token = KfConsole.token(node, agent);
        TOKENS.put(key, token);
        return token;
    }
}
