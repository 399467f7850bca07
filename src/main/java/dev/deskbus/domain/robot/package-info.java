/** Robots: how each answers, and the questions that have an answer already. */
@NullMarked
package dev.deskbus.domain.robot;

import org.jspecify.annotations.NullMarked;
