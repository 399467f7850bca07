package dev.deskbus.gateway.callback;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an agent says on its way into a callback. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HtmlTextBench {
    private final String plain = "good morning, your parcel was sent yesterday and comes today";
    private final String emoji = "good morning /::) your parcel /:<W> comes <today> /:&-( & /:rose";

    /** Nothing to escape. */
    @Benchmark
    public String plain() {
        return HtmlText.escape(plain);
    }

    /** Emoji codes, some of them with markup, and markup that is none. */
    @Benchmark
    public String emoji() {
        return HtmlText.escape(emoji);
    }
}
