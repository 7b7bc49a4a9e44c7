package pdn

import java.math.BigDecimal
import java.nio.charset.CharacterCodingException
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** What cannot be done is an exception with its sentence, or a right answer: the host goes on. */
class BadInputTest {
    private val day = LocalDate.of(2024, 7, 1)
    private val module2 = Appel.builtin("puy-de-dome-allier-2024-module-2")

    @Test
    fun `text that is not JSON says where`() {
        val e = assertFailsWith<PdnException.Unreadable> { module2.evaluate("{\n  \"type\": candidature }", day) }
        assertEquals("not-json", e.code)
        assertEquals(2u, e.line)
        assertEquals(11u, e.column)
        assertContains(e.message, "Ligne 2, colonne 11")
        assertContains(e.sentence(Lang.EN), "Line 2, column 11")
        assertFailsWith<PdnException.Unreadable> { module2.evaluate("", day) }
        assertFailsWith<PdnException.Unreadable> { module2.calculate("[", day) }
        assertFailsWith<PdnException.Unreadable> { Appel.ofDocument("[") }
    }

    @Test
    fun `text that no UTF-8 can say is an exception`() {
        // Half a pair of UTF-16.
        assertFailsWith<CharacterCodingException> { module2.evaluate("\"${'\uD800'}\"", day) }
    }

    @Test
    fun `bytes that are not UTF-8 say where`() {
        val bytes = "{ \"type\": \"".toByteArray() + 0xE9.toByte()
        assertEquals("not-utf8", assertFailsWith<PdnException.Unreadable> { module2.evaluateBytes(bytes, day) }.code)
        assertEquals("not-utf8", assertFailsWith<PdnException.Unreadable> { Appel.fromTomlBytes(bytes) }.code)
    }

    @Test
    fun `what passes a limit is refused`() {
        val deep = "[".repeat(100_000) + "]".repeat(100_000)
        assertEquals("too-deep", assertFailsWith<PdnException.Unreadable> { module2.evaluate(deep, day) }.code)
        val deepest = "{ \"a\":".repeat(128) + "1" + "}".repeat(128)
        assertTrue(module2.evaluate(deepest, day).use(Report::inputErrors).isNotEmpty())
        val large = "\"" + "x".repeat(17 * 1024 * 1024) + "\""
        assertEquals("too-large", assertFailsWith<PdnException.Unreadable> { module2.evaluate(large, day) }.code)
    }

    @Test
    fun `an unknown call names the known ones`() {
        val e = assertFailsWith<PdnException.UnknownCall> { Appel.builtin("cantal-2071") }
        assertEquals("cantal-2071", e.id)
        assertEquals(appels(), e.known)
        assertContains(e.message, "cantal-2017")
    }

    @Test
    fun `an unknown type of document, and a draft of JSON Schema that is none, name those that there are`() {
        assertContains(assertFailsWith<PdnException.Value> { module2.schema("candidat") }.message, "candidature")
        assertContains(assertFailsWith<PdnException.Value> { module2.uiSchema("") }.message, "candidature")
        val e = assertFailsWith<PdnException.Value> { module2.schema("candidature", "draft-04") }
        assertContains(e.message, "draft-07")
        assertContains(e.sentence(Lang.EN), "2020-12")
    }

    @Test
    fun `an application of a batch that is not JSON is an exception, whatever the others`() {
        // Two halves are no application, though together they would be JSON.
        assertFailsWith<PdnException.Unreadable> { module2.evaluateLot(listOf("{}, {", "}"), day) }
        assertFailsWith<PdnException.Unreadable> { module2.evaluateLot(listOf("{}", "{} ]"), day) }
        assertEquals("lot", module2.evaluateLot(emptyList(), day).subject())
    }

    @Test
    fun `all the faults of a TOML file come at once`() {
        val e = assertFailsWith<PdnException.CallFaults> {
            Appel.fromToml("[apel]\nid = 3\n\n[dates.\"depot.delai\"]\nle = 2024-02-30\n")
        }
        assertTrue(e.faults.size >= 2)
        assertEquals(e.faults.size, e.message.lines().size)
        assertEquals(1u, e.faults.first().line)
        assertContains(e.message, e.faults.first().detail)
        assertContains(e.detailEn, e.faults.first().detailEn)
    }

    @Test
    fun `an invalid pointer says what to write`() {
        val draft = module2.brouillon("candidature")
        val before = draft.text()
        for (pointer in listOf("formations", "/~2", "/type/x", "/".repeat(1000))) {
            val e = assertFailsWith<PdnException.Pointer> { draft[pointer] = true }
            assertEquals(pointer, e.pointer)
            assertContains(e.message, pointer)
        }
        draft["/formations/0/capacite"] = 15
        assertFailsWith<PdnException.Pointer> { draft["/formations/2"] = "x" }
        draft.clear("/formations")
        assertFailsWith<PdnException.Unreadable> { draft.set("/structure", Answer.Json("{")) }
        assertEquals(before, draft.text())
    }

    @Test
    fun `a closed object used again is an exception`() {
        val appel = Appel.builtin("charte-2016")
        val report = appel.evaluate("""{ "type": "profil" }""", day)
        val draft = appel.brouillon("profil")
        appel.close()
        appel.close()
        assertContains(assertFailsWith<IllegalStateException> { appel.id() }.message!!, "destroyed")
        assertFailsWith<IllegalStateException> { appel.evaluate("{}", day) }
        assertFailsWith<IllegalStateException> { appel.brouillon("profil") }
        // What was made of it still stands.
        assertEquals("incomplete", report.decision())
        assertEquals("incomplete", draft.report(day).use(Report::decision))
        report.close()
        assertFailsWith<IllegalStateException> { report.toJson() }
        draft.close()
        assertFailsWith<IllegalStateException> { draft.text() }
    }

    @Test
    fun `a day that cannot be written is an exception`() {
        val e = assertFailsWith<PdnException.Value> { module2.evaluate("{}", LocalDate.of(12345, 1, 1)) }
        assertContains(e.message, "12345")
    }

    @Test
    fun `an amount that cannot be is the report's to say`() {
        val draft = module2.brouillon("candidature")
        for (amount in listOf("-1", "0.001", "1e40")) {
            draft["/financements/0/montant"] = BigDecimal(amount)
            val error = draft.report(day).inputErrors().single()
            assertEquals("/financements/0/montant", error.pointer)
        }
    }

    @Test
    fun `ten threads on one call give the same bytes`() {
        val text = example("candidature-irrecevable.json")
        val alone = module2.evaluate(text, day).toJson()
        val pool = Executors.newFixedThreadPool(10)
        try {
            val tasks = List(10) {
                Callable { List(100) { module2.evaluate(text, day).use(Report::toJson) }.toSet() }
            }
            assertEquals(setOf(alone), pool.invokeAll(tasks).flatMap { it.get() }.toSet())
        } finally {
            pool.shutdownNow()
        }
    }

    @Test
    fun `one draft takes the answers of ten threads`() {
        val draft = module2.brouillon("candidature")
        val pool = Executors.newFixedThreadPool(10)
        try {
            val tasks = List(10) { n -> Callable { repeat(50) { draft["/declarations/fait-$n-$it"] = true } } }
            pool.invokeAll(tasks).forEach { it.get() }
        } finally {
            pool.shutdownNow()
        }
        assertEquals(500, draft.get("/declarations")!!.split("true").size - 1)
    }
}
