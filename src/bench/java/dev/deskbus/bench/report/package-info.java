/** What was measured, as a table, as JSON and as plots. */
@NullMarked
package dev.deskbus.bench.report;

import org.jspecify.annotations.NullMarked;
