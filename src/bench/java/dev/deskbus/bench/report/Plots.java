package dev.deskbus.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The report as drawings. */
public final class Plots {
    private static final int WIDTH = 720;
    private static final int LEFT = 250;
    private static final int BAR = 22;
    private static final int STEP = 30;
    private static final int CURVE_HEIGHT = 320;
    private static final int CURVE_LEFT = 60;
    private static final int BOTTOM = 40;
    private static final double MOST_NINES = 4;
    private static final List<String> COLOURS =
            List.of("#4878a8", "#c8553d", "#588157", "#8d6a9f", "#e09f3e");

    private Plots() {}

    /** How much each does in a second, as bars. */
    public static String rates(String title, List<Row> rows) {
        double longest = rows.stream().mapToDouble(Row::rate).max().orElse(1);
        StringBuilder svg = begin(title, 60 + rows.size() * STEP);
        int y = 50;
        for (Row row : rows) {
            double width = (WIDTH - LEFT - 110) * row.rate() / longest;
            text(svg, LEFT - 8, y + 15, "end", row.what() + ", " + row.subject());
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>%n",
                            LEFT,
                            y,
                            Math.max(1, width),
                            BAR,
                            colour(row)));
            text(
                    svg,
                    (int) (LEFT + width) + 8,
                    y + 15,
                    "start",
                    String.format(Locale.ROOT, "%,.0f/s", row.rate()));
            y += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    /** How many took how long, as curves; both axes are logarithmic. */
    public static String times(String title, Map<String, Histogram> curves) {
        StringBuilder svg = begin(title, CURVE_HEIGHT + BOTTOM + 50);
        double most =
                curves.values().stream().mapToDouble(h -> h.getMaxValue() / 1e6).max().orElse(1);
        Scale scale = new Scale(Math.log10(0.05), Math.log10(Math.max(1, most)));
        grid(svg, scale);
        int n = 0;
        for (Map.Entry<String, Histogram> curve : curves.entrySet()) {
            String colour = COLOURS.get(n % COLOURS.size());
            svg.append(line(curve.getValue(), scale, colour));
            svg.append(
                    String.format(
                            "<text x='%d' y='%d' fill='%s'>%s</text>%n",
                            CURVE_LEFT + 12, 62 + n * 18, colour, curve.getKey()));
            n++;
        }
        return svg.append("</svg>\n").toString();
    }

    private record Scale(double low, double high) {
        double y(double millis) {
            double part = (Math.log10(Math.max(0.05, millis)) - low) / (high - low);
            return 40 + CURVE_HEIGHT * (1 - part);
        }

        static double x(double nines) {
            return CURVE_LEFT + (WIDTH - CURVE_LEFT - 20) * nines / MOST_NINES;
        }
    }

    private static void grid(StringBuilder svg, Scale scale) {
        for (double millis = 0.1; millis <= Math.pow(10, scale.high()); millis *= 10) {
            int y = (int) scale.y(millis);
            svg.append(rule(CURVE_LEFT, y, WIDTH - 20, y));
            text(svg, CURVE_LEFT - 6, y + 4, "end", String.format("%s ms", trim(millis)));
        }
        String[] names = {"0 %", "90 %", "99 %", "99.9 %", "99.99 %"};
        for (int nines = 0; nines <= MOST_NINES; nines++) {
            int x = (int) Scale.x(nines);
            svg.append(rule(x, 40, x, 40 + CURVE_HEIGHT));
            text(svg, x, 40 + CURVE_HEIGHT + 18, "middle", names[nines]);
        }
    }

    private static String trim(double millis) {
        return millis >= 1 ? String.valueOf((long) millis) : String.valueOf(millis);
    }

    private static String rule(int x1, int y1, int x2, int y2) {
        return String.format(
                "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#ddd'/>%n", x1, y1, x2, y2);
    }

    private static String line(Histogram times, Scale scale, String colour) {
        StringBuilder points = new StringBuilder();
        for (double nines = 0; nines <= MOST_NINES; nines += 0.05) {
            double percentile = 100 * (1 - Math.pow(10, -nines));
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            Scale.x(nines),
                            scale.y(times.getValueAtPercentile(percentile) / 1e6)));
        }
        return String.format(
                "<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%n",
                colour, points.toString().strip());
    }

    private static String colour(Row row) {
        return switch (row.subject()) {
            case "echo" -> COLOURS.get(3);
            case "straight line" -> COLOURS.get(0);
            case "node" -> COLOURS.get(1);
            default -> COLOURS.get(2);
        };
    }

    private static StringBuilder begin(String title, int height) {
        StringBuilder svg =
                new StringBuilder(
                        String.format(
                                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                                        + " font-family='sans-serif' font-size='13'>%n"
                                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                                WIDTH, height));
        svg.append(String.format("<text x='12' y='24' font-size='15'>%s</text>%n", title));
        return svg;
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String words) {
        svg.append(
                String.format(
                        "<text x='%d' y='%d' text-anchor='%s'>%s</text>%n", x, y, anchor, words));
    }
}
