package pdn

import java.time.LocalDate
import kotlin.test.assertEquals
import org.junit.jupiter.api.Test

/** The README's Kotlin: what stands between the two marks is copied there, and a test holds it the same. */
class ReadmeTest {
    private val printed = mutableListOf<Any?>()

    private fun println(value: Any?) {
        printed += value
    }

    @Test
    fun `the README's block says what it prints`() {
        // README
        val appel = Appel.builtin("puy-de-dome-allier-2024-module-2") // or Appel.fromToml(text)
        val day = LocalDate.of(2024, 7, 1)

        appel.brouillon("candidature").use { draft -> // the form's answers, by JSON Pointer
            draft["/module"] = "2"
            draft["/formations/0/capacite"] = 9
            draft.report(day).use { report ->
                println(report.decisionText()) // Irrecevable
                println(report.settled()) // true: no other answer can change it
                val refusal = report.attention().first { it.pointer == "/formations/0/capacite" }
                println(refusal.remedy?.text) // Porter à 10 participants au moins, soit 1 participant de plus.
            }
            draft["/formations/0/capacite"] = 12
            draft.report(day).use { report ->
                println(report.missing().first().title) // what to ask next
            }
        }
        // end
        assertEquals(
            listOf("Irrecevable", true, "Porter à 10 participants au moins, soit 1 participant de plus."),
            printed.take(3),
        )
        assertEquals(4, printed.size)
    }
}
