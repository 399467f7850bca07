package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code src/test/js/console.js} in a process of its own. */
final class NodeConsole implements AutoCloseable {
    private final Process process;
    private final Writer commands;
    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    private int marks;

    private NodeConsole(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::read);
    }

    /** Logs in as that agent and begins a stream. */
    static NodeConsole start(Path place, NodeProcess node, String agent) throws Exception {
        return new NodeConsole(
                new ProcessBuilder(
                                "node",
                                "console.js",
                                node.http("/eventbus").toString(),
                                Tokens.of(node, agent))
                        .directory(place.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(TpiCaller.JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(ObjectNode command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts its own socket so often, each time within so many milliseconds after it opened. */
    void cut(int times, int within) {
        command(TpiCaller.JSON.createObjectNode().put("cuts", times).put("within", within));
    }

    boolean isCutEnough() {
        return lines.stream().anyMatch(line -> line.has("cut"));
    }

    /** What came of a request: {@code reply} or {@code refused}. */
    JsonNode call(String verb, Map<String, Object> body) throws Exception {
        String mark = "m" + ++marks;
        ObjectNode command = TpiCaller.JSON.createObjectNode().put("verb", verb).put("mark", mark);
        command.set("body", TpiCaller.JSON.valueToTree(body));
        command(command);
        return await(line -> line.path("mark").asText().equals(mark));
    }

    /** The body of an answer that went well. */
    JsonNode ask(String verb, Map<String, Object> body) throws Exception {
        JsonNode answer = call(verb, body);
        assertThat(answer.has("refused")).as("%s", answer).isFalse();
        return answer.get("reply");
    }

    /** The first line that fits. */
    JsonNode await(Predicate<JsonNode> fits) throws Exception {
        return Await.until(
                        Duration.ofSeconds(20),
                        () -> lines.stream().filter(fits).toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** The words of the session in the order in which they came, each with its number. */
    List<String> words(long session) {
        return lines.stream()
                .filter(line -> line.path("kind").asText().equals("message"))
                .filter(line -> line.path("session").asLong() == session)
                .map(line -> line.path("seq").asLong() + " " + line.at("/message/text").asText())
                .toList();
    }

    List<JsonNode> errors() {
        return lines.stream().filter(line -> line.has("error") || line.has("refused")).toList();
    }

    @Override
    public void close() throws Exception {
        commands.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
