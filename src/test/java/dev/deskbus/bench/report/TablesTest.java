package dev.deskbus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deskbus.bench.load.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TablesTest {
    private final Report report = new Report();

    @Test
    void aRowShowsTheMedianOfItsRounds() {
        report.add("text", "node", List.of(round(100), round(900), round(300)));

        assertThat(Tables.of(report)).contains("| text | node | 300 | 1.00 | 1.00 | 4.6 |");
    }

    @Test
    void aRatioIsTakenRoundByRound() {
        double ratio =
                Report.ratio(
                        List.of(round(100), round(100), round(50)),
                        List.of(round(200), round(1000), round(100)));

        assertThat(ratio).isEqualTo(0.5);
    }

    @Test
    void everyGoalStandsBesideItsFigure() {
        report.add(Goal.atLeast("of the echo", "", 0.25, 0.3));
        report.add(Goal.atMost("heap", " KiB", 6, 7.126).noting("1,000 sessions"));
        report.add(Goal.open("history", "flat"));
        report.add(Goal.atMost("flat", "", 1.15, 1).hinted());

        assertThat(Tables.of(report))
                .contains("| of the echo | ≥ 0.25 | 0.30 | met |")
                .contains("| heap | ≤ 6 KiB | 7.13 KiB (1,000 sessions) | **not met** |")
                .contains("| history | flat |  | open |")
                .contains("| flat | ≤ 1.15 | 1 | open |");
    }

    @Test
    void machinesReadTheSame() throws Exception {
        report.fact("processors", "2");
        report.add("rows", "floor", 64, List.of(round(10)));

        JsonNode json = new ObjectMapper().readTree(Json.of(report));

        assertThat(json.at("/run/processors").asText()).isEqualTo("2");
        assertThat(json.at("/rows/0/perSecond").asDouble()).isEqualTo(640);
        assertThat(json.at("/rows/0/millis/p99.0").asDouble()).isEqualTo(1);
    }

    /** So many in a second, a millisecond each, with two milliseconds of the processor together. */
    private static Sample round(int count) {
        Histogram times = new Histogram(3);
        IntStream.range(0, count).forEach(_ -> times.recordValue(1_000_000));
        return new Sample(1, times, 0, 0, 2_000_000, 0, 0);
    }
}
