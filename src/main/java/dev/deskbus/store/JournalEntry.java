package dev.deskbus.store;

import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One append on its way: its rows, its age, and who waits for it. */
final class JournalEntry {
    private final Append append;
    private final List<EventRow> events;
    private final List<OutboxRow> callbacks;
    private final boolean isWord;
    private final int size;
    private final long bornNanos = System.nanoTime();
    private final CallersPromise<Appended> answer = new CallersPromise<>();

    JournalEntry(Append append, SealedJson json) {
        if (append.events().isEmpty()) {
            throw new IllegalArgumentException("an append without events");
        }
        this.append = append;
        this.isWord = WordsSql.suit(append);
        List<EventRow> rows = new ArrayList<>(append.events().size());
        List<OutboxRow> told = new ArrayList<>(append.callbacks().size());
        int characters = 0;
        for (SessionEvent event : append.events()) {
            EventRow row = EventRow.of(event, json);
            characters += row.body().length();
            rows.add(row);
        }
        for (OutboxEntry entry : append.callbacks()) {
            OutboxRow row = OutboxRow.of(entry, json);
            characters += row.body().length() + row.target().length();
            told.add(row);
        }
        this.events = rows;
        this.callbacks = told;
        this.size = characters;
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

    /** Whether it is one word, for which the lean statements are enough. */
    boolean isWord() {
        return isWord;
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
