package pdn

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

// The records as the report's JSON writes them, for both to be compared.

private fun text(value: String?): JsonElement = value?.let(::JsonPrimitive) ?: JsonNull

private fun number(value: Number?): JsonElement = value?.let(::JsonPrimitive) ?: JsonNull

private fun json(vararg entries: Pair<String, JsonElement?>): JsonObject =
    JsonObject(buildMap { for ((key, value) in entries) if (value != null) put(key, value) })

private fun texts(values: List<String>): JsonArray = JsonArray(values.map(::JsonPrimitive))

internal fun json(value: Value): JsonObject = when (value) {
    is Value.Amount -> json("kind" to text("amount"), "value" to text(value.value.toPlainString()))
    is Value.Count -> json("kind" to text("count"), "value" to number(value.value.toLong()))
    is Value.Number ->
        json("kind" to text("number"), "value" to text(value.value.toPlainString()), "unit" to text(value.unit))
    is Value.Share -> json("kind" to text("share"), "value" to text(value.value.toPlainString()))
    is Value.Date -> json("kind" to text("date"), "value" to text(value.value.toString()))
    is Value.Time -> json("kind" to text("time"), "value" to text(value.value))
    is Value.Period ->
        json("kind" to text("period"), "start" to text(value.start.toString()), "end" to text(value.end.toString()))
    is Value.Choice -> json("kind" to text("choice"), "value" to text(value.value))
    is Value.Boolean -> json("kind" to text("boolean"), "value" to JsonPrimitive(value.value))
    is Value.Text -> json("kind" to text("text"), "value" to text(value.value))
    is Value.Several -> json("kind" to text("list"), "value" to JsonArray(value.values.map(::json)))
    is Value.Range -> json(
        "kind" to text("range"),
        "min" to value.min?.let(::json),
        "max" to value.max?.let(::json),
        "strict_min" to value.strictMin?.let(::json),
        "strict_max" to value.strictMax?.let(::json),
    )
}

private fun orNull(value: Value?): JsonElement = value?.let(::json) ?: JsonNull

private fun citations(citations: List<Citation>): JsonArray =
    JsonArray(citations.map { json("document" to text(it.document), "place" to text(it.place)) })

internal fun json(finding: Finding): JsonObject = json(
    "rule" to text(finding.rule),
    "instance" to text(finding.instance),
    "outcome" to text(finding.outcome),
    "severity" to text(finding.severity),
    "owed_by" to text(finding.owedBy),
    "pointer" to text(finding.pointer),
    "title" to text(finding.title),
    "observed" to orNull(finding.observed),
    "expected" to orNull(finding.expected),
    "remedy" to (
        finding.remedy?.let {
            json(
                "action" to text(it.action),
                "to" to orNull(it.to),
                "by" to orNull(it.by),
                "scope" to text(it.scope),
                "text" to text(it.text),
            )
        } ?: JsonNull
    ),
    "citations" to citations(finding.citations),
    "reading" to text(finding.reading),
    "message" to text(finding.message),
    "appreciation" to (
        finding.appreciation?.let {
            json("avis" to it.avis?.let(::text), "commentaire" to it.commentaire?.let(::text))
        } ?: JsonNull
    ),
    "rests_on" to texts(finding.restsOn),
)

private fun json(accepts: Accepts): JsonObject = when (accepts) {
    is Accepts.Boolean -> json("kind" to text("boolean"))
    is Accepts.Count -> json(
        "kind" to text("count"),
        "min" to number(accepts.min.toLong()),
        "max" to accepts.max?.let { number(it.toLong()) },
    )
    is Accepts.Amount -> json("kind" to text("amount"))
    is Accepts.Share -> json("kind" to text("share"))
    is Accepts.Number -> json(
        "kind" to text("number"),
        "max" to accepts.max?.let { number(it.toLong()) },
        "unit" to accepts.unit?.let(::text),
    )
    is Accepts.Date -> json("kind" to text("date"))
    is Accepts.Time -> json("kind" to text("time"))
    is Accepts.Text -> json("kind" to text("text"), "format" to accepts.format?.let(::text))
    is Accepts.Choice -> json(
        "kind" to text("choice"),
        "choices" to JsonArray(accepts.choices.map { json("value" to text(it.value), "label" to text(it.label)) }),
    )
    is Accepts.Several -> json("kind" to text("list"), "of" to json(accepts.of))
    is Accepts.Object -> json("kind" to text("object"))
}

internal fun json(missing: Missing): JsonObject = json(
    "pointer" to text(missing.pointer),
    "title" to text(missing.title),
    "object" to text(missing.`object`),
    "accepts" to json(missing.accepts),
    "asked_by" to text(missing.askedBy),
    "citations" to citations(missing.citations),
    "rules" to texts(missing.rules),
    "decides" to JsonPrimitive(missing.decides),
)

internal fun json(unread: Unread): JsonObject = json(
    "pointer" to text(unread.pointer),
    "title" to text(unread.title),
    "reason" to text(unread.reason),
    "weighs" to JsonPrimitive(unread.weighs),
    "text" to text(unread.text),
)

internal fun json(opinions: Opinions): JsonObject = json(
    "favourable" to number(opinions.favourable.toLong()),
    "reserved" to number(opinions.reserved.toLong()),
    "unfavourable" to number(opinions.unfavourable.toLong()),
    "pending" to number(opinions.pending.toLong()),
)

internal fun json(error: InputError): JsonObject = json(
    "code" to text(error.code),
    "pointer" to text(error.pointer),
    "line" to number(error.line?.toLong()),
    "column" to number(error.column?.toLong()),
    "title" to text(error.title),
    "object" to text(error.`object`),
    "found" to text(error.found),
    "expected" to text(error.expected),
    "text" to text(error.text),
)

internal fun json(gap: Gap): JsonObject = json(
    "id" to text(gap.id),
    "owed_by" to text(gap.owedBy),
    "absence" to text(gap.absence),
    "text" to text(gap.text),
)

internal fun json(assumption: Assumption): JsonObject = json(
    "pointer" to text(assumption.pointer),
    "value" to text(assumption.value),
    "text" to text(assumption.text),
)

/** Of a consequence, what its record has. */
internal fun json(consequence: Consequence): JsonObject = json(
    "code" to text(consequence.code),
    "rule" to text(consequence.rule),
    "pointer" to text(consequence.pointer),
    "latest" to consequence.latest?.let { json(Value.Date(it)) },
    "participants" to consequence.participants.takeIf { it.isNotEmpty() }?.let(::texts),
    "amount" to consequence.amount?.let { json(Value.Amount(it)) },
    "text" to text(consequence.text),
)
