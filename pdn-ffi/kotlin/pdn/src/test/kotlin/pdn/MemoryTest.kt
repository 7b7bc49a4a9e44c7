package pdn

import java.io.File
import java.time.LocalDate
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** Evaluations in a loop, closed or left to the collector: memory stays flat. `-Dpdn.evaluations=1000000` runs more. */
class MemoryTest {
    private val day = LocalDate.of(2024, 7, 1)
    private val evaluations = Integer.getInteger("pdn.evaluations", 20_000)

    @Test
    fun `memory stays flat`() {
        val text = example("candidature-irrecevable.json")
        Appel.builtin("puy-de-dome-allier-2024-module-2").use { appel ->
            fun evaluate(n: Int) {
                val report = appel.evaluate(text, day)
                assertEquals("inadmissible", report.decision())
                // A report in a hundred is left to the collector.
                if (n % 100 != 0) report.close()
            }
            repeat(10_000, ::evaluate)
            val before = resident()
            val start = System.nanoTime()
            repeat(evaluations, ::evaluate)
            val each = (System.nanoTime() - start) / 1000 / evaluations
            System.gc()
            val after = resident()
            println("$evaluations evaluations: $each µs each; resident $before KiB before, $after KiB after")
            assertTrue(after - before < 32 * 1024, "resident memory grew by ${after - before} KiB")
        }
    }

    /** Resident memory, in KiB, where the system says it. */
    private fun resident(): Long {
        System.gc()
        val status = File("/proc/self/status").takeIf(File::exists) ?: return 0
        return status.readLines().first { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong()
    }
}
