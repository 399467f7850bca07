package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.http.ByteRange.Asked;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteRangeTest {
    @Property
    void aPartIsNeverEmptyAndNeverBeyondTheEnd(
            @ForAll @LongRange(min = 0, max = 50) long from,
            @ForAll @LongRange(min = 0, max = 50) long to,
            @ForAll @LongRange(min = 1, max = 40) long size) {
        for (String header :
                new String[] {"bytes=" + from + "-" + to, "bytes=" + from + "-", "bytes=-" + to}) {
            switch (ByteRange.of(header, size)) {
                case Asked.Part(var range) -> {
                    assertThat(range.length()).isPositive();
                    assertThat(range.from()).isNotNegative();
                    assertThat(range.from() + range.length()).isLessThanOrEqualTo(size);
                }
                case Asked.Nowhere _ ->
                        assertThat(header.startsWith("bytes=-") ? to == 0 : from >= size).isTrue();
                case Asked.Whole _ -> assertThat(to).isLessThan(from);
            }
        }
    }

    @Property
    void anyHeaderIsAnswered(@ForAll String header) {
        assertThat(ByteRange.of("bytes=" + header, 10)).isNotNull();
        assertThat(ByteRange.of(header, 10)).isNotNull();
    }
}
