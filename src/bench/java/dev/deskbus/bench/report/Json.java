package dev.deskbus.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.bench.load.Sample;

/** The report for machines. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private Json() {}

    /** All of it. */
    public static String of(Report report) throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode facts = root.putObject("run");
        report.facts().forEach(facts::put);
        var goals = root.putArray("goals");
        report.goals()
                .forEach(
                        goal ->
                                goals.addObject()
                                        .put("what", goal.what())
                                        .put("wanted", goal.wanted())
                                        .put("found", goal.found())
                                        .put("verdict", goal.verdict().name()));
        var rows = root.putArray("rows");
        report.rows().forEach(row -> fill(rows.addObject(), row));
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static void fill(ObjectNode node, Row row) {
        Sample sample = row.sample();
        node.put("what", row.what())
                .put("who", row.subject())
                .put("perSecond", rounded(row.rate()))
                .put("count", sample.count() * row.factor())
                .put("failed", sample.failures())
                .put("missing", sample.missing())
                .put("serverMicros", rounded(row.micros(sample.serverNanos())))
                .put("postgresMicros", rounded(row.micros(sample.databaseNanos())))
                .put("loadMicros", rounded(row.micros(sample.loadNanos())));
        ObjectNode millis = node.putObject("millis");
        for (double percentile : PERCENTILES) {
            millis.put("p" + percentile, rounded(sample.millis(percentile)));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
