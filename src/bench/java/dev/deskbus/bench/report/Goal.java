package dev.deskbus.bench.report;

import java.util.Locale;

/** What is wanted, beside what was found. */
public record Goal(String what, String wanted, String found, Verdict verdict) {
    /** What comes of it. */
    public enum Verdict {
        MET("met"),
        MISSED("**not met**"),
        OPEN("open");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** What must be at least that much. */
    public static Goal atLeast(String what, String unit, double wanted, double found) {
        return of(what, "≥ " + number(wanted) + unit, number(found) + unit, found >= wanted);
    }

    /** What must not be more than that. */
    public static Goal atMost(String what, String unit, double wanted, double found) {
        return of(what, "≤ " + number(wanted) + unit, number(found) + unit, found <= wanted);
    }

    /** What this run says nothing about. */
    public static Goal open(String what, String wanted) {
        return new Goal(what, wanted, "", Verdict.OPEN);
    }

    /** The same, when it was measured at another size than the goal's. */
    public Goal hinted() {
        return new Goal(what, wanted, found, Verdict.OPEN);
    }

    /** The same with words about what was found. */
    public Goal noting(String words) {
        return new Goal(what, wanted, found + " (" + words + ")", verdict);
    }

    private static Goal of(String what, String wanted, String found, boolean met) {
        return new Goal(what, wanted, found, met ? Verdict.MET : Verdict.MISSED);
    }

    private static String number(double value) {
        return value == Math.rint(value) || Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
