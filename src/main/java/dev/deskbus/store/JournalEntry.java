package dev.deskbus.store;

import dev.deskbus.json.SealedJson;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import java.time.Duration;
import java.util.List;

/** One append on its way: its rows, its age, and who waits for it. */
final class JournalEntry {
    private final Append append;
    private final List<EventRow> events;
    private final List<OutboxRow> callbacks;
    private final int size;
    private final long bornNanos = System.nanoTime();
    private final CallersPromise<Appended> answer = new CallersPromise<>();

    JournalEntry(Append append, SealedJson json) {
        if (append.events().isEmpty()) {
            throw new IllegalArgumentException("an append without events");
        }
        this.append = append;
        this.events = append.events().stream().map(event -> EventRow.of(event, json)).toList();
        this.callbacks =
                append.callbacks().stream().map(entry -> OutboxRow.of(entry, json)).toList();
        this.size =
                events.stream().mapToInt(row -> row.body().length()).sum()
                        + callbacks.stream()
                                .mapToInt(row -> row.body().length() + row.target().length())
                                .sum();
    }

    Append append() {
        return append;
    }

    List<EventRow> events() {
        return events;
    }

    List<OutboxRow> callbacks() {
        return callbacks;
    }

    int rows() {
        return events.size() + callbacks.size();
    }

    /** About how many characters it sends. */
    int size() {
        return size;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - bornNanos);
    }

    CallersPromise<Appended> answer() {
        return answer;
    }
}
