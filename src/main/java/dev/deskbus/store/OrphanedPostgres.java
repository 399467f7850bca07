package dev.deskbus.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that still runs on a data directory although the Deskbus that started it was
 * killed. It is known by its pid file, and believed only when the process is a postgres of that
 * very directory.
 */
final class OrphanedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final String PID_FILE = "postmaster.pid";
    private static final int FAST_SECONDS = 20;
    private static final int IMMEDIATE_SECONDS = 5;

    private OrphanedPostgres() {}

    /**
     * Afterwards no server runs on the directory, and no pid file keeps a new one from starting.
     */
    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = readPid(pidFile).flatMap(ProcessHandle::of);
        if (process.isEmpty()) {
            return; // A stale file of a dead server: PostgreSQL itself deals with that best.
        }
        if (!isPostgresOf(process.get(), data)) {
            LOG.atInfo().addKeyValue("pid", process.get().pid()).log("pid file was stale");
            Files.delete(pidFile);
            return;
        }
        LOG.atInfo().addKeyValue("pid", process.get().pid()).log("stopping an orphaned PostgreSQL");
        if (!signal(process.get(), "INT", FAST_SECONDS)
                && !signal(process.get(), "QUIT", IMMEDIATE_SECONDS)) {
            process.get().destroyForcibly();
            awaitExit(process.get(), IMMEDIATE_SECONDS);
        }
    }

    private static Optional<Long> readPid(Path pidFile) throws IOException {
        return Files.readString(pidFile)
                .lines()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,10}"))
                .map(Long::valueOf);
    }

    private static boolean isPostgresOf(ProcessHandle process, Path data) throws IOException {
        String program = process.info().command().orElse("");
        boolean postgres = Path.of(program).endsWith("postgres");
        // A server's working directory is its data directory, even after a renaming.
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        return Files.exists(workingDirectory)
                ? postgres && Files.isSameFile(workingDirectory, data)
                : postgres && hasArgument(process, data.toString());
    }

    private static boolean hasArgument(ProcessHandle process, String argument) {
        return Arrays.asList(process.info().arguments().orElse(new String[0])).contains(argument);
    }

    /** Java itself can only send TERM, and that waits for every client to go. */
    private static boolean signal(ProcessHandle process, String name, int seconds)
            throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        return awaitExit(process, seconds);
    }

    private static boolean awaitExit(ProcessHandle process, int seconds) {
        try {
            process.onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            return !process.isAlive();
        }
    }
}
