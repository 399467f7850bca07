package dev.deskbus.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.queue.WorkHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** 2026-01-05 is a Monday; Shanghai is eight hours ahead. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-05T00:59:59.999Z, false",
        "2026-01-05T01:00:00Z, true",
        "2026-01-05T09:59:59.999Z, true",
        "2026-01-05T10:00:00Z, false",
        "2026-01-06T01:00:00Z, false",
        "2026-01-04T17:00:00Z, false"
    })
    void fromIsOpenAndToIsClosed(Instant now, boolean open) {
        var hours =
                new WorkHours(
                        SHANGHAI,
                        List.of(
                                new Span(
                                        DayOfWeek.MONDAY,
                                        LocalTime.of(9, 0),
                                        LocalTime.of(18, 0))));
        assertThat(hours.isOpen(now)).isEqualTo(open);
    }

    @Test
    void theEndOfTheDayIsItsLastInstant() {
        var evening = new Span(DayOfWeek.MONDAY, LocalTime.of(20, 0), LocalTime.MAX);
        var hours = new WorkHours(SHANGHAI, List.of(evening));
        assertThat(hours.isOpen(Instant.parse("2026-01-05T15:59:59.999999999Z"))).isTrue();
        assertThat(hours.isOpen(Instant.parse("2026-01-05T16:00:00Z"))).isFalse();
    }

    @Test
    void theClockOfTheZoneCountsAlsoWhenItIsPutForward() {
        var berlin = ZoneId.of("Europe/Berlin");
        var early = new Span(DayOfWeek.SUNDAY, LocalTime.of(3, 0), LocalTime.of(4, 0));
        var hours = new WorkHours(berlin, List.of(early));
        assertThat(hours.isOpen(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
        assertThat(hours.isOpen(Instant.parse("2026-03-29T01:00:00Z"))).isTrue();
    }

    @Test
    void alwaysIsAlwaysAndNoSpanIsNever() {
        for (int hour = 0; hour < 24 * 7; hour++) {
            Instant now = Instant.parse("2026-01-05T00:59:59.999999999Z").plusSeconds(3600L * hour);
            assertThat(WorkHours.always(SHANGHAI).isOpen(now)).isTrue();
            assertThat(new WorkHours(SHANGHAI, List.of()).isOpen(now)).isFalse();
        }
    }
}
