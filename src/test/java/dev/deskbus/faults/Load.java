package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.app.NodeProcess;
import dev.deskbus.faults.AgentDesk.Manners;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Visitors and agents at work on a cluster. */
final class Load {
    /** Who serves the queue from which agents pick. */
    static final Set<String> PICKERS = Set.of("SELITE", "AE1EA", "000169", "BOSS1");

    private static final Duration LAST_WORDS = Duration.ofSeconds(90);

    /** Fewer for a machine that is busy with other things. */
    private static final int VISITORS = Integer.getInteger("faults.visitors", 24);

    private final List<Thread> visitors = new ArrayList<>();
    private final List<Thread> agents = new ArrayList<>();
    private volatile boolean visitorsGoOn = true;
    private volatile boolean agentsGoOn = true;

    /**
     * What kind of work there is.
     *
     * @param queues those that visitors ask, each as often as it is named
     */
    record Mix(List<Integer> queues, Map<String, Manners> agents) {
        Mix {
            queues = List.copyOf(queues);
            agents = new TreeMap<>(agents);
        }

        /** All kinds of queues and agents. */
        static Mix usual() {
            return new Mix(
                    List.of(1, 1, 1, 2, 2, 2, 2, 6, 6, 11, 14, 17),
                    Map.of(
                            "SELITE", Manners.LOOKING,
                            "AE1EA", Manners.LOOKING,
                            "000169", Manners.TOLD,
                            "BOSS1", Manners.TOLD,
                            "CARE1", Manners.ASKED,
                            "CARE2", Manners.ASKED));
        }

        /** One agent for one queue: most who come wait. */
        static Mix crowd(int queue) {
            return new Mix(List.of(queue), Map.of("SELITE", Manners.GIVEN));
        }

        /** Only these queues, and agents that take what they are given. */
        static Mix given(List<Integer> queues) {
            return new Mix(
                    queues,
                    Map.of(
                            "SELITE", Manners.GIVEN,
                            "AE1EA", Manners.GIVEN,
                            "000169", Manners.GIVEN));
        }
    }

    /**
     * Begins.
     *
     * @param receivers third parties; each visitor's is chosen by the seed
     */
    static Load start(
            Mix mix, Balancer balancer, History history, List<Receiver> receivers, long seed)
            throws Exception {
        Load load = new Load();
        Random random = new Random(seed);
        for (Map.Entry<String, Manners> each : mix.agents().entrySet()) {
            String token = token(balancer.pick(random), each.getKey());
            load.agents.add(
                    Thread.ofVirtual()
                            .start(
                                    new AgentDesk(
                                            each.getKey(),
                                            each.getValue(),
                                            seed,
                                            (agent, own) ->
                                                    new Seat(agent, token, own, balancer, history),
                                            history,
                                            () -> load.agentsGoOn)));
        }
        Tpi tpi = new Tpi(balancer);
        for (int i = 0; i < VISITORS; i++) {
            Receiver receiver = receivers.get(random.nextInt(receivers.size()));
            load.visitors.add(
                    Thread.ofVirtual()
                            .start(
                                    new Visitor(
                                            "visitor" + i,
                                            seed,
                                            tpi,
                                            history,
                                            new Visitor.Visit(receiver.address(), mix.queues()),
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
