// A form on the command line: it asks what is missing, one question after the other, until the answer is
// settled.

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
    val ecrire = when (val accepts = question.accepts) {
        is Accepts.Boolean -> "oui ou non"
        is Accepts.Count -> "un nombre entier"
        is Accepts.Amount -> "un montant en euros, 1500.00"
        is Accepts.Share -> "une part, 0.80"
        is Accepts.Number -> listOfNotNull("un nombre", accepts.unit).joinToString(", ")
        is Accepts.Date -> "un jour, AAAA-MM-JJ"
        is Accepts.Time -> "une heure, HH:MM"
        is Accepts.Choice -> accepts.choices.joinToString("\u00A0; ") { "${it.value} (${it.label})" }
        is Accepts.Several -> if (accepts.of is Accepts.Object) "combien\u00A0?" else "séparés par des virgules"
        is Accepts.Object -> "oui, pour répondre point par point"
        is Accepts.Text -> accepts.format ?: "en quelques mots"
    }
    return "${question.title} [$ecrire]"
}

/** What was typed, as an answer of the kind that is expected; nothing typed is no answer. */
private fun lue(reponse: String, accepts: Accepts): Answer? = when {
    reponse.isEmpty() -> null
    accepts is Accepts.Boolean && reponse in listOf("oui", "non") -> Answer.Boolean(reponse == "oui")
    accepts is Accepts.Count && reponse.toLongOrNull() != null -> Answer.Count(reponse.toLong())
    accepts is Accepts.Several && accepts.of is Accepts.Object ->
        Answer.Json(List(reponse.toIntOrNull()?.coerceIn(0, 20) ?: 0) { "{}" }.toString())
    accepts is Accepts.Several -> Answer.Choices(reponse.split(',').map(String::trim))
    accepts is Accepts.Object -> Answer.Json("{}")
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
