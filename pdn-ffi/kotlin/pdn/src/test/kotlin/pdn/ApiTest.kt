package pdn

import java.math.BigDecimal
import java.time.LocalDate
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Test

class ApiTest {
    private val day = LocalDate.of(2024, 7, 1)
    private val module2 = Appel.builtin("puy-de-dome-allier-2024-module-2")

    @Test
    fun `built-in calls are listed, and say what they are`() {
        assertContains(appels(), "cantal-2017")
        assertEquals("charte-2016", module2.charter())
        assertEquals(listOf("03", "63"), module2.departements())
        assertEquals(64, module2.sha256().length)
        assertTrue(module2.title() != "")
        assertEquals("cantal-2017", Appel.ofDocument("""{ "appel": "cantal-2017" }""").id())
    }

    @Test
    fun `rules have their words, values and citations`() {
        val rule = module2.rules().single { it.id == "formation.capacite" }
        assertEquals("blocking", rule.severity)
        assertEquals("bloquant", rule.severityLabel)
        assertContains(rule.subjects, "candidature")
        assertTrue(rule.citations.isNotEmpty() && rule.parameters.isNotEmpty())
        assertEquals(rule.title, ruleTitle("formation.capacite"))
        assertNull(ruleTitle("formation.inconnue"))
        assertEquals("blocking", module2.rules(Lang.EN).single { it.id == rule.id }.severityLabel)
        assertEquals(module2.id(), rule.appel)
        assertContains(module2.texts().keys, rule.citations.first().document)
    }

    @Test
    fun `the rules of every call are those of the charter, then each call's own`() {
        val all = rules()
        assertEquals(Appel.builtin("charte-2016").rules(), all.takeWhile { it.appel == "charte-2016" })
        assertEquals(appels().toSet(), all.map { it.appel }.toSet())
        assertContains(all, module2.rules().single { it.id == "formation.capacite" })
    }

    @Test
    fun `a rule is explained, alone and with what was found under it`() {
        val alone = assertNotNull(module2.explain("formation.capacite"))
        assertContains(alone, "de 10 à 20 participants")
        val report = module2.evaluate("""{ "type": "candidature", "formations": [{ "capacite": 9 }] }""", day)
        assertContains(assertNotNull(report.explain("formation.capacite", Lang.EN)), "9")
        assertNull(report.explain("formation.inconnue"))
        assertEquals(module2.sha256(), report.appel().sha256())
        assertContains(module2.toText(), module2.title())
    }

    @Test
    fun `each document has its schemas, for a form and for validation`() {
        val form = Json.parseToJsonElement(module2.schema("candidature", "draft-07")).jsonObject
        assertContains(form.toString(), "x-pdn-rule")
        val validation = Json.parseToJsonElement(module2.schema("candidature", lang = Lang.EN)).jsonObject
        assertContains(validation.getValue("\$schema").toString(), "2020-12")
        assertContains(Json.parseToJsonElement(module2.uiSchema("candidature")).jsonObject.keys, "formations")
        assertContains(Json.parseToJsonElement(reportSchema()).jsonObject.keys, "properties")
    }

    @Test
    fun `rules across applications are judged on all of them`() {
        val cantal = Appel.builtin("cantal-2017")
        val batch = Json.parseToJsonElement(example("lot-un-operateur-deux-fois.json")).jsonObject
        val applications = batch.getValue("candidatures").jsonArray.map { it.toString() }
        val report = cantal.evaluateLot(applications.mapIndexed { i, a -> if (i == 0) "\uFEFF$a" else a }, day)
        assertEquals("lot", report.subject())
        assertEquals(cantal.evaluate(batch.toString(), day).findings(), report.findings())
    }

    @Test
    fun `amounts and days are of Kotlin's own types`() {
        val finding = module2.evaluate(example("candidature-irrecevable.json"), day).findings()
            .first { it.rule == "financement.plafond-caf" && it.outcome == "fail" }
        assertEquals(Value.Amount(BigDecimal("3450.00")), finding.observed)
        assertEquals(Value.Amount(BigDecimal("3000.00")), (finding.expected as Value.Range).max)
        assertEquals(Value.Amount(BigDecimal("450.00")), finding.remedy?.by)
        assertEquals(day, module2.examine(day).on())
    }

    @Test
    fun `the money is worked out line by line`() {
        val cantal = Appel.builtin("cantal-2017")
        val calculation = cantal.calculate(example("plan-2018.json"), LocalDate.of(2018, 1, 15))
        val line = calculation.lines().first { it.share != null }
        assertTrue(line.complete && line.terms.isNotEmpty())
        assertNotNull(line.atMost)
        assertEquals(calculation.report().decision(), cantal.evaluate(example("plan-2018.json"), day).decision())
        assertContains(calculation.toText(), line.title)
        assertContains(calculation.toJson(), line.rule)
        assertEquals(BigDecimal("63828.00"), cantal.estimate()?.total)
        assertNull(module2.estimate())
    }

    @Test
    fun `a prorata answers how many units are due in full`() {
        val calculation = module2.calculate(example("bilan-prorata.json"), LocalDate.of(2026, 1, 15))
        val line = calculation.lines().first { it.proposed != null }
        val granted = assertNotNull(line.asked)
        assertEquals(line.carriedOut?.planned, calculation.unitsFor(granted, line.rule, line.funder, line.year))
        assertEquals(granted, assertNotNull(line.proposed) + assertNotNull(line.withheld))
    }

    @Test
    fun `a draft takes answers of every type, is saved and taken up again`() {
        val draft = module2.brouillon("candidature")
        draft["/module"] = "2"
        draft["/structure/nom"] = "Le Fil, association"
        draft["/structure/qualiopi"] = false
        draft["/depot/date"] = LocalDate.of(2024, 6, 14)
        draft["/financements/0/montant"] = BigDecimal("1500.00")
        draft["/formations/0/capacite"] = 9
        draft["/formations/0/thematiques"] = listOf("1")
        draft.set("/formations/0/duree_heures", Answer.Number(BigDecimal("14")))
        draft.set("/coordinateur", Answer.Json("""{ "etp_pdn": "0.5" }"""))
        draft.report(day).use { report ->
            assertEquals(emptyList(), report.inputErrors())
            assertEquals("inadmissible", report.decision())
            assertTrue(report.settled())
        }
        draft["/formations/0/capacite"] = 10
        val kept = module2.restoreBrouillon(draft.text())
        assertEquals("10", kept.get("/formations/0/capacite"))
        assertEquals(draft.report(day).toJson(), kept.report(day).toJson())
        kept.clear("/formations/0/capacite")
        assertNull(kept.get("/formations/0/capacite"))
        assertContains(kept.report(day).missing().map { it.pointer }, "/formations/0/capacite")
    }

    @Test
    fun `what is missing says what it takes`() {
        val missing = Appel.builtin("charte-2016").evaluate("""{ "type": "profil" }""", day).missing()
        val photo = missing.single { it.pointer == "/photo" }
        assertContains(assertIs<Accepts.Choice>(photo.accepts).choices.map { it.value }, "personnelle")
        assertTrue(photo.decides && photo.rules.isNotEmpty())
    }

    @Test
    fun `a report is written for a person and for a program`() {
        val report = module2.evaluate(example("candidature-irrecevable.json"), day)
        assertContains(report.toText(), "Irrecevable")
        assertContains(report.toText(Lang.EN), "Inadmissible")
        assertTrue(report.toJsonAttention().length < report.toJson().length)
        assertEquals(report.attention().size, report.findings().count { it.outcome !in setOf("pass", "not_applicable") })
    }
}
