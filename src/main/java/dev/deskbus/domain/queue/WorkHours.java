package dev.deskbus.domain.queue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When a queue is open.
 *
 * @param zone whose clock counts
 * @param spans the open times; none at all means never open. A span may end at {@link
 *     LocalTime#MAX} for the end of the day
 */
public record WorkHours(ZoneId zone, List<Span> spans) {
    /** One open time on one day of the week: from inclusive, to exclusive. */
    public record Span(DayOfWeek day, LocalTime from, LocalTime to) {}

    public WorkHours {
        spans = List.copyOf(spans);
    }

    /** Open on every day, all day. */
    public static WorkHours always(ZoneId zone) {
        return new WorkHours(
                zone,
                List.of(DayOfWeek.values()).stream()
                        .map(day -> new Span(day, LocalTime.MIN, LocalTime.MAX))
                        .toList());
    }

    /** Whether the queue is open at that moment. */
    public boolean isOpen(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        return spans.stream()
                .anyMatch(
                        span ->
                                span.day() == local.getDayOfWeek()
                                        && !time.isBefore(span.from())
                                        && (time.isBefore(span.to())
                                                || span.to().equals(LocalTime.MAX)));
    }
}
