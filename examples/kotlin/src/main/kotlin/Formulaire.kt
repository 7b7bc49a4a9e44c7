// A form on the command line: it asks what is missing, one question after the other, until the answer is
// settled.

import java.math.BigDecimal
import java.time.LocalDate
import java.time.format.DateTimeParseException
import pdn.Accepts
import pdn.Answer
import pdn.Appel
import pdn.Brouillon
import pdn.Missing
import pdn.PdnException
import pdn.Report

/** `[call] [type of document] [day]`: by default an online profile, by the charter, today. */
fun main(args: Array<String>) {
    try {
        Appel.builtin(args.getOrElse(0) { "charte-2016" }).use { appel ->
            val jour = args.getOrNull(2)?.let(LocalDate::parse) ?: LocalDate.now()
            formulaire(appel, args.getOrElse(1) { "profil" }, jour, ::readlnOrNull, ::println)
        }
    } catch (e: PdnException) {
        println(e.message)
    } catch (_: DateTimeParseException) {
        println("Le jour s’écrit AAAA-MM-JJ.")
    }
}

/** Asks until the answer is settled or there is no more input, then writes the report; gives the decision. */
fun formulaire(
    appel: Appel,
    type: String,
    jour: LocalDate,
    lire: () -> String?,
    ecrire: (String) -> Unit,
): String {
    ecrire(appel.title())
    return appel.brouillon(type).use { interroger(it, jour, lire, ecrire) }
}

private fun interroger(
    brouillon: Brouillon,
    jour: LocalDate,
    lire: () -> String?,
    ecrire: (String) -> Unit,
): String {
    val passees = HashSet<String>()
    while (true) {
        brouillon.report(jour).use { report ->
            ecrire("")
            val question = if (report.settled()) null else report.missing().find { it.pointer !in passees }
            question?.let { ecrire(enonce(it)) }
            val reponse = question?.let { lire() }
            if (question == null || reponse == null) {
                ecrire(report.toText())
                return report.decision()
            }
            when (val lue = lue(reponse.trim(), question.accepts)) {
                null -> passees += question.pointer
                else -> repondre(brouillon, question, lue, jour, ecrire)
            }
        }
    }
}

private fun enonce(question: Missing): String {
    val accepts = question.accepts
    val ecrire = when (accepts.kind) {
        "boolean" -> "oui ou non"
        "count" -> "un nombre entier"
        "amount" -> "un montant en euros, 1500.00"
        "share" -> "une part, 0.80"
        "number" -> listOfNotNull("un nombre", accepts.unit).joinToString(", ")
        "date" -> "un jour, AAAA-MM-JJ"
        "time" -> "une heure, HH:MM"
        "choice" -> accepts.choices.joinToString(" ; ") { "${it.value} (${it.label})" }
        "list" -> if (accepts.of?.kind == "object") "combien ?" else "séparés par des virgules"
        else -> accepts.format ?: "en quelques mots"
    }
    return "${question.title} [$ecrire]"
}

/** What was typed, as an answer of the kind that is expected; nothing typed is no answer. */
private fun lue(reponse: String, accepts: Accepts): Answer? = when {
    reponse.isEmpty() -> null
    accepts.kind == "boolean" && reponse in listOf("oui", "non") -> Answer.Boolean(reponse == "oui")
    accepts.kind == "count" && reponse.toLongOrNull() != null -> Answer.Count(reponse.toLong())
    accepts.kind == "amount" && reponse.toBigDecimalOrNull() != null -> Answer.Amount(BigDecimal(reponse))
    accepts.kind == "list" && accepts.of?.kind == "object" ->
        Answer.Json(List(reponse.toIntOrNull()?.coerceIn(0, 20) ?: 0) { "{}" }.toString())
    accepts.kind == "list" -> Answer.Choices(reponse.split(',').map(String::trim))
    accepts.kind == "object" -> Answer.Json("{}")
    // As typed: the report says what is wrong with it.
    else -> Answer.Text(reponse)
}

/** Keeps the answer, unless the report finds it wrong: it is said, and the question comes again. */
private fun repondre(
    brouillon: Brouillon,
    question: Missing,
    reponse: Answer,
    jour: LocalDate,
    ecrire: (String) -> Unit,
) {
    brouillon.set(question.pointer, reponse)
    val fautes = brouillon.report(jour).use(Report::inputErrors)
    val faute = fautes.find { it.pointer.startsWith(question.pointer) } ?: return
    ecrire("  ${faute.text}")
    brouillon.clear(question.pointer)
}
