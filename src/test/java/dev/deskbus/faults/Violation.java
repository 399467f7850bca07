package dev.deskbus.faults;

/** A promise that was not kept: its number in the list of invariants, and what is wrong. */
record Violation(String invariant, String detail) {}
