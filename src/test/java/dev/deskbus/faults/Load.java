package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.app.NodeProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Visitors and agents at work on a cluster. */
final class Load {
    static final List<String> AGENTS = List.of("SELITE", "AE1EA", "000169", "BOSS1");
    private static final Duration LAST_WORDS = Duration.ofSeconds(90);

    private final List<Thread> visitors = new ArrayList<>();
    private final List<Thread> agents = new ArrayList<>();
    private volatile boolean visitorsGoOn = true;
    private volatile boolean agentsGoOn = true;

    /**
     * Begins.
     *
     * @param receivers third parties; each visitor's is chosen by the seed
     */
    static Load start(
            Balancer balancer, History history, List<Receiver> receivers, int visitors, long seed)
            throws Exception {
        Load load = new Load();
        Tpi tpi = new Tpi(balancer);
        Random random = new Random(seed);
        for (String agent : AGENTS) {
            String token = token(balancer.pick(random), agent);
            load.agents.add(
                    Thread.ofVirtual()
                            .start(
                                    new AgentDesk(
                                            agent,
                                            token,
                                            seed,
                                            balancer,
                                            history,
                                            () -> load.agentsGoOn)));
        }
        for (int i = 0; i < visitors; i++) {
            Receiver receiver = receivers.get(random.nextInt(receivers.size()));
            load.visitors.add(
                    Thread.ofVirtual()
                            .start(
                                    new Visitor(
                                            "visitor" + i,
                                            seed,
                                            tpi,
                                            history,
                                            receiver.address(),
                                            () -> load.visitorsGoOn)));
        }
        return load;
    }

    /**
     * Visitors finish their talks, agents stay as long as anybody needs them. Whoever waits in vain
     * is found by the checker.
     */
    void end() throws InterruptedException {
        visitorsGoOn = false;
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        for (Thread visitor : visitors) {
            visitor.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        agentsGoOn = false;
        for (Thread agent : agents) {
            agent.join(Duration.ofSeconds(40));
        }
    }

    private static String token(NodeProcess node, String agent) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/api/login"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        Tpi.JSON.writeValueAsString(AgentDesk.password(agent))))
                        .build();
        JsonNode reply =
                Tpi.JSON.readTree(
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .body());
        return reply.get("token").asText();
    }
}
