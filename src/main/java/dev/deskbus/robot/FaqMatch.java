package dev.deskbus.robot;

import dev.deskbus.domain.robot.FaqEntry;

/**
 * An entry that a question may be about.
 *
 * @param likeness from 0, nothing in common, to 1, the same words
 */
record FaqMatch(FaqEntry entry, double likeness) {}
