package dev.deskbus.robot;

/** An endpoint that answers, but not the question. Says why in words for a log. */
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String why) {
        super(why, null, false, false);
    }
}
