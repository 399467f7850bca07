package dev.deskbus.bench.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The directory of the benchmark: who works where. */
public final class Town {
    /** Where agents talk; sessions are spread over all of them. */
    public static final long TALK = 100;

    /** One queue that everybody wants. */
    public static final long SINGLE = 200;

    /** Where agents pick. */
    public static final long PICK = 300;

    /** Queues 1 to this are served by a few agents each. */
    public static final int MANY = 50;

    private static final int SERVERS = 5;
    private static final int SINGLES = 2;
    private static final int PICKERS = 2;
    private static final int ROOM = 1000;

    /** For the sessions that are under way at once, where none stays. */
    private static final int ROOM_IN_TURNS = 100;

    private final int talkers;
    private final int idlers;

    /** With so many agents who talk, and others who only sit there. */
    public Town(int talkers, int idlers) {
        this.talkers = talkers;
        this.idlers = idlers;
    }

    /** Who talks. */
    public List<String> talkers() {
        return names("talker", talkers);
    }

    /** Who serves the many queues. */
    public List<String> servers() {
        return names("server", SERVERS);
    }

    /** Who serves the single queue. */
    public List<String> singles() {
        return names("single", SINGLES);
    }

    /** Who picks. */
    public List<String> pickers() {
        return names("picker", PICKERS);
    }

    /** Who only sits there. */
    public List<String> idlers() {
        return names("idler", idlers);
    }

    /** The file; callbacks go to this machine, which is trusted as a caller. */
    public String yaml() {
        StringBuilder text = new StringBuilder(HEAD);
        List<String> everybody = new ArrayList<>(talkers());
        everybody.addAll(servers());
        everybody.addAll(singles());
        everybody.addAll(pickers());
        everybody.addAll(idlers());
        text.append("agents:\n");
        for (int i = 0; i < everybody.size(); i++) {
            int room = i < talkers ? ROOM : ROOM_IN_TURNS;
            text.append(AGENT.formatted(everybody.get(i), i + 1, everybody.get(i), room));
        }
        text.append("queues:\n");
        for (int i = 1; i <= MANY; i++) {
            text.append(queue(i, "automatic", List.of(servers().get(i % SERVERS))));
        }
        text.append(queue(TALK, "automatic", talkers()));
        text.append(queue(SINGLE, "automatic", singles()));
        text.append(queue(PICK, "pull", pickers()));
        return text.toString();
    }

    private static String queue(long number, String mode, List<String> agents) {
        return QUEUE.formatted(
                number, number, mode, agents.stream().collect(Collectors.joining(", ", "[", "]")));
    }

    private static List<String> names(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + i).toList();
    }

    private static final String HEAD =
            """
            tenants:
              bench: {bid: 1}
            integrations:
              default:
                tenant: bench
                default: true
                callback-path: /ThirdPartService
                callback-hosts: [127.0.0.0/8]
                trusted-callers: [127.0.0.0/8]
            """;

    private static final String AGENT =
            """
              %s:
                tenant: bench
                number: %d
                name: %s
                password: bench-only
                capacity: %d
            """;

    private static final String QUEUE =
            """
              %d:
                tenant: bench
                name: queue %d
                kind: human
                mode: %s
                policy: least-loaded
                when-no-agent: wait
                zone: UTC
                hours: always
                agents: %s
            """;
}
