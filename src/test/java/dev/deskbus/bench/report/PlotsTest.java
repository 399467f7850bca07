package dev.deskbus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.deskbus.bench.load.Sample;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotsTest {
    @Test
    void aBarIsAsLongAsItsRate() throws Exception {
        Document svg = parsed(Plots.rates("rates", List.of(row("echo", 1000), row("node", 250))));

        double echo = width(svg, 1);
        double node = width(svg, 2);
        assertThat(node).isCloseTo(echo / 4, offset(0.2));
    }

    @Test
    void aCurveHasALineOfItsOwn() throws Exception {
        Histogram times = new Histogram(3);
        times.recordValue(1_000_000);
        times.recordValue(50_000_000);

        Document svg = parsed(Plots.times("times", Map.of("node", times, "line", times)));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }

    private static double width(Document svg, int number) {
        return Double.parseDouble(
                svg.getElementsByTagName("rect")
                        .item(number)
                        .getAttributes()
                        .getNamedItem("width")
                        .getTextContent());
    }

    private static Row row(String who, double rate) {
        return new Row("text", who, 1, rate, new Sample(1, new Histogram(3), 0, 0, 0, 0, 0));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
