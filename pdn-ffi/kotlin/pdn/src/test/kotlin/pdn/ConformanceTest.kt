package pdn

import java.io.File
import java.security.MessageDigest
import java.time.LocalDate
import java.util.Base64
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Every case of `tests/conformance`, through Kotlin: as it says, and to the byte what Rust answers. */
class ConformanceTest {
    private val folder = File(System.getProperty("pdn.workspace"), "tests/conformance")
    private val calls = HashMap<String, Appel>()

    /** What Rust made of each case: `tests/conformance/reports.rs` writes it when the tests are built. */
    private val expected: Map<String, JsonObject> =
        File(System.getProperty("pdn.conformance")).readLines()
            .map { Json.parseToJsonElement(it).jsonObject }
            .associateBy { it.text("case")!! }

    @TestFactory
    fun cases(): List<DynamicTest> =
        expected.map { (path, rust) -> DynamicTest.dynamicTest(path) { check(path, rust) } }

    @Test
    fun `there is a line for each case`() {
        val cases = File(folder, "cases").walk().count { it.extension == "json" }
        assertEquals(cases, expected.size)
    }

    private fun check(path: String, rust: JsonObject) {
        val case = Json.parseToJsonElement(File(folder, "cases/$path").readText()).jsonObject
        val expect = case.getValue("expect").jsonObject
        val appel = appel(case.getValue("call"))
        val on = LocalDate.parse(case.text("on"))
        val bytes = rust.text("document")?.let(Base64.getDecoder()::decode)

        val error = rust["error"]?.jsonObject
        if (error != null) {
            val thrown = assertFailsWith<PdnException.Unreadable> { appel.evaluateBytes(bytes!!, on) }
            assertTrue(contains(error, expect.getValue("error")))
            assertEquals(error.text("code"), thrown.code)
            assertEquals(error.getValue("line").jsonPrimitive.int, thrown.line.toInt())
            assertEquals(error.getValue("column").jsonPrimitive.int, thrown.column.toInt())
            assertEquals(error.text("fr"), thrown.message)
            assertEquals(error.text("en"), thrown.sentence(Lang.EN))
            return
        }
        val report = if (bytes == null) appel.examine(on) else appel.evaluateBytes(bytes, on)
        report.use {
            val json = report.toJson()
            assertEquals(rust.text("fr"), sha256(json))
            assertEquals(rust.text("en"), sha256(report.toJson(Lang.EN)))
            asExpected(report, expect)
            sameAsJson(report, Json.parseToJsonElement(json).jsonObject)
        }
    }

    /** What the case says, asked of the records. */
    private fun asExpected(report: Report, expect: JsonObject) {
        expect.text("decision")?.let { assertEquals(it, report.decision()) }
        expect["settled"]?.let { assertEquals(it.jsonPrimitive.boolean, report.settled()) }
        val findings = report.findings()
        for (wanted in expect["findings"]?.jsonArray.orEmpty().map { it.jsonObject }) {
            val like = findings.filter { finding ->
                finding.rule == wanted.text("rule") &&
                    ("instance" !in wanted || finding.instance == wanted.text("instance")) &&
                    (wanted.text("outcome") ?: finding.outcome) == finding.outcome &&
                    (wanted.text("severity") ?: finding.severity) == finding.severity &&
                    (wanted.text("owed_by") ?: finding.owedBy) == finding.owedBy &&
                    (wanted.text("pointer") ?: finding.pointer) == finding.pointer &&
                    (wanted["remedy"] as? JsonObject)?.text("action").let {
                        it == null || it == finding.remedy?.action
                    }
            }
            assertTrue(like.isNotEmpty(), "no finding like $wanted")
        }
        for (rule in expect["no_finding"]?.jsonArray.orEmpty()) {
            assertTrue(findings.none { it.rule == rule.jsonPrimitive.contentOrNull }, "a finding of $rule")
        }
        val wanted = expect["missing"]?.jsonArray.orEmpty().map { it.jsonPrimitive.contentOrNull }
        assertEquals(wanted, report.missing().map { it.pointer }.filter { it in wanted })
        expect["unread"]?.jsonArray?.let { unread ->
            assertEquals(unread.map { it.jsonPrimitive.contentOrNull }, report.unread().map { it.pointer })
        }
        expect["opinions"]?.jsonObject?.let { assertTrue(contains(json(report.opinions()), it), "${report.opinions()}") }
        val errors = expect["input_errors"]?.jsonArray.orEmpty().map { it.jsonObject }
        val found = report.inputErrors()
        assertEquals(errors.size, found.size, "$found")
        for ((wanted, error) in errors.zip(found)) assertTrue(contains(json(error), wanted), "$error is not $wanted")
        val gaps = report.gaps().map { it.id }
        for (gap in expect["gaps"]?.jsonArray.orEmpty()) {
            assertTrue(gap.jsonPrimitive.contentOrNull in gaps, "no gap $gap")
        }
    }

    /** The records say all that the JSON says. */
    private fun sameAsJson(report: Report, json: JsonObject) {
        fun list(key: String) = json.getValue(key).jsonArray.map { it.jsonObject }
        assertEquals(json.text("decision_text"), report.decisionText())
        assertEquals(json.text("type"), report.subject())
        assertEquals(json.text("reference"), report.reference())
        assertEquals(json.text("on"), report.on().toString())
        assertEquals(list("findings"), report.findings().map(::json))
        assertEquals(list("missing"), report.missing().map(::json))
        assertEquals(list("unread"), report.unread().map(::json))
        assertEquals(json.getValue("opinions"), json(report.opinions()))
        assertEquals(list("input_errors"), report.inputErrors().map(::json))
        assertEquals(list("gaps"), report.gaps().map(::json))
        assertEquals(list("assumptions"), report.assumptions().map(::json))
        assertTrue(list("consequences").zip(report.consequences().map(::json)).all { (a, b) -> contains(a, b) })
        assertEquals(list("consequences").size, report.consequences().size)
        val counts = report.counts()
        assertEquals(
            json.getValue("counts").jsonObject.values.map { it.jsonPrimitive.int },
            with(counts) { listOf(pass, fail, undetermined, notApplicable, review).map { it.toInt() } },
        )
    }

    private fun appel(call: JsonElement): Appel = when (call) {
        is JsonPrimitive -> calls.getOrPut(call.content) { Appel.builtin(call.content) }
        else -> call.jsonObject.text("toml")!!.let { name ->
            calls.getOrPut(name) { Appel.fromTomlBytes(File(folder, "calls/$name").readBytes()) }
        }
    }

    private fun sha256(text: String): String =
        MessageDigest.getInstance("SHA-256").digest(text.toByteArray())
            .joinToString("") { "%02x".format(it) }

    /** All that is expected is there; lists are compared whole, objects key by key. */
    private fun contains(found: JsonElement, expected: JsonElement): Boolean = when (expected) {
        is JsonObject -> found is JsonObject && expected.all { (k, v) -> contains(found[k] ?: JsonNull, v) }
        is JsonArray -> found is JsonArray && found.size == expected.size &&
            found.zip(expected).all { (a, b) -> contains(a, b) }
        else -> found == expected
    }
}

private fun JsonObject.text(key: String): String? = (this[key] as? JsonPrimitive)?.contentOrNull
