package dev.deskbus.bench.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where the processor time of a JVM went, by what its recorder saw. */
public final class Flames {
    private static final String OWN = "dev.deskbus.";

    /** Classes that the JVM makes of lambdas; what they call has a name. */
    private static final String HIDDEN = "$$Lambda";

    private static final int MOST = 30;

    private final Map<String, Double> threads = new HashMap<>();
    private final Map<String, Integer> stacks = new HashMap<>();
    private final Map<String, Integer> inside = new HashMap<>();
    private final Map<String, Integer> handedOver = new HashMap<>();
    private int samples;

    private Flames() {}

    /** What stands in that file. */
    public static Flames of(Path recording) throws IOException {
        Flames flames = new Flames();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                flames.add(file.readEvent());
            }
        }
        return flames;
    }

    /**
     * Every stack on a line, as tools for flame graphs read them: frames from the outermost on, and
     * how often.
     */
    public String stacks() {
        return stacks.entrySet().stream()
                .map(stack -> stack.getKey() + " " + stack.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    /** The broadest lines: threads, methods of ours, and where those call somebody else. */
    public String top() {
        double all = threads.values().stream().mapToDouble(each -> each).sum();
        return "threads, by processor time\n"
                + lines(threads, all)
                + "\nmethods of ours with all that they call, of "
                + samples
                + " samples\n"
                + lines(inside, samples)
                + "\nthe innermost method of ours\n"
                + lines(handedOver, samples);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ThreadCPULoad" -> {
                RecordedThread thread = event.getThread("eventThread");
                double share = event.getFloat("user") + event.getFloat("system");
                threads.merge(kind(thread), share, Double::sum);
            }
            case "jdk.ExecutionSample" -> {
                if (event.getStackTrace() != null) {
                    addStack(event.getStackTrace().getFrames());
                }
            }
            default -> {}
        }
    }

    private void addStack(List<RecordedFrame> frames) {
        List<String> names =
                frames.stream().map(Flames::name).filter(name -> !name.contains(HIDDEN)).toList();
        samples++;
        stacks.merge(String.join(";", names.reversed()), 1, Integer::sum);
        List<String> ours = names.stream().filter(name -> name.startsWith(OWN)).toList();
        new HashSet<>(ours).forEach(name -> inside.merge(name, 1, Integer::sum));
        handedOver.merge(ours.isEmpty() ? "none" : ours.getFirst(), 1, Integer::sum);
    }

    /** A lambda's body counts as the method that it stands in. */
    private static String name(RecordedFrame frame) {
        String method = frame.getMethod().getName().replaceAll("^lambda\\$(.*)\\$\\d+$", "$1");
        return frame.getMethod().getType().getName() + "." + method;
    }

    /** Threads of one pool are one line. */
    private static String kind(RecordedThread thread) {
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? "of the JVM itself" : name.replaceAll("[-.]?\\d+$", "");
    }

    private static <N extends Number> String lines(Map<String, N> counts, double all) {
        Function<Map.Entry<String, N>, Double> share = each -> each.getValue().doubleValue() / all;
        return counts.entrySet().stream()
                .sorted(Comparator.comparing(share).reversed())
                .limit(MOST)
                .map(each -> "%6.1f %%  %s%n".formatted(100 * share.apply(each), each.getKey()))
                .collect(Collectors.joining());
    }
}
