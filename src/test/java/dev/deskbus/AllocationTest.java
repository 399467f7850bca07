package dev.deskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationTest {
    private static volatile Object sink;

    @Test
    void whatIsAllocatedIsSeen() {
        long bytes = Allocation.of(() -> sink = new byte[10_000]);

        assertThat(bytes).isBetween(10_000L, 10_400L);
    }
}
