package pdn.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import pdn.Appel;
import pdn.PdnException;
import pdn.Report;

/**
 * One evaluation from the JVM, to be compared with Rust's on the same bytes (`pdn-ffi/benches/evaluate.rs`).
 *
 * <p>In Java, which JMH's generator of code reads; the calls are those that Kotlin makes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvaluateBenchmark {
    private final LocalDate day = LocalDate.of(2024, 7, 1);
    private Appel appel;
    private byte[] bytes;
    private String text;

    @Setup
    public void read() throws IOException, PdnException {
        appel = Appel.Companion.builtin("puy-de-dome-allier-2024-module-2");
        bytes = Files.readAllBytes(
                Path.of(System.getProperty("pdn.workspace"), "examples/dossiers/candidature-admissible.json"));
        text = new String(bytes, StandardCharsets.UTF_8);
        try (Report report = appel.evaluate(text, day)) {
            if (!report.decision().equals("admissible")) {
                throw new IllegalStateException(report.toText(null));
            }
        }
    }

    /** What crossing the border costs, with nothing to do on the other side. */
    @Benchmark
    public boolean crossing() {
        return appel.isPartial();
    }

    /** Bytes in, a report in the library's memory out. */
    @Benchmark
    public boolean evaluateBytes() throws PdnException {
        try (Report report = appel.evaluateBytes(bytes, day)) {
            return report.settled();
        }
    }

    /** The same from a text. */
    @Benchmark
    public boolean evaluateText() throws PdnException {
        try (Report report = appel.evaluate(text, day)) {
            return report.settled();
        }
    }

    /** And every finding as a record, with its sentences. */
    @Benchmark
    public int evaluateAndFindings() throws PdnException {
        try (Report report = appel.evaluateBytes(bytes, day)) {
            return report.findings(null).size();
        }
    }
}
