package dev.deskbus.bench.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM about itself. */
public final class Jcmd {
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KM])");

    private Jcmd() {}

    /** What the JVM answers. */
    public static String run(long pid, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add("" + pid);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(answer);
        }
        return answer;
    }

    /** The bytes that the first line of {@code GC.heap_info} calls used. */
    static long usedHeap(String answer) {
        Matcher matcher = USED.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("no used heap in: " + answer);
        }
        long unit = matcher.group(2).equals("K") ? 1024 : 1024 * 1024;
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
