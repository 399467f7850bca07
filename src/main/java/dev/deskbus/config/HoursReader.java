package dev.deskbus.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.queue.WorkHours.Span;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a queue is open: {@code always}, {@code closed}, or a list of spans for each day that has
 * any, such as {@code mon: ["09:00-12:00", "13:00-24:00"]}; by the clock of the queue's zone.
 */
final class HoursReader {
    private static final String MIDNIGHT = "24:00";

    private final YamlSection days;
    private final List<Span> spans = new ArrayList<>();

    private HoursReader(YamlSection days) {
        this.days = days;
    }

    static WorkHours read(YamlSection queue) {
        ZoneId zone = zone(queue);
        JsonNode hours = queue.raw("hours");
        if (hours.isObject()) {
            return new WorkHours(zone, new HoursReader(queue.section("hours")).spans());
        }
        return switch (hours.asText()) {
            case "always" -> WorkHours.always(zone);
            case "closed" -> new WorkHours(zone, List.of());
            default -> {
                queue.fault("hours", "must be always, closed, or spans for each day");
                yield WorkHours.always(zone);
            }
        };
    }

    private static ZoneId zone(YamlSection queue) {
        String name = queue.text("zone");
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        if (!name.isBlank()) {
            queue.fault("zone", "no such time zone: " + name);
        }
        return ZoneOffset.UTC;
    }

    private List<Span> spans() {
        for (DayOfWeek day : DayOfWeek.values()) {
            String key = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
            List<Span> ofDay =
                    days.texts(key).stream()
                            .map(text -> span(key, day, text))
                            .flatMap(Optional::stream)
                            .sorted(Comparator.comparing(Span::from))
                            .toList();
            for (int i = 1; i < ofDay.size(); i++) {
                if (ofDay.get(i).from().isBefore(ofDay.get(i - 1).to())) {
                    days.fault(key, "spans overlap");
                }
            }
            spans.addAll(ofDay);
        }
        days.close();
        return spans;
    }

    private Optional<Span> span(String key, DayOfWeek day, String text) {
        String[] ends = text.split("-", -1);
        Optional<LocalTime> from = ends.length == 2 ? time(ends[0]) : Optional.empty();
        Optional<LocalTime> to =
                ends.length == 2 && ends[1].equals(MIDNIGHT)
                        ? Optional.of(LocalTime.MAX)
                        : time(ends[ends.length - 1]);
        if (from.isEmpty() || to.isEmpty() || !from.get().isBefore(to.get())) {
            days.fault(key, text + " is no span of time such as 09:00-18:00");
            return Optional.empty();
        }
        return Optional.of(new Span(day, from.get(), to.get()));
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
