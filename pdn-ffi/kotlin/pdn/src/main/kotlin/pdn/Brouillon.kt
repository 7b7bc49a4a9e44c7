package pdn

import java.math.BigDecimal
import java.time.LocalDate

// Answers of a form, in Kotlin's own types: `brouillon["/formations/0/capacite"] = 15`.

/** Sets a text, or the code of a choice; an empty text says that there is none. */
public operator fun Brouillon.set(pointer: String, answer: String) {
    set(pointer, Answer.Text(answer))
}

/** Sets a yes or a no. */
public operator fun Brouillon.set(pointer: String, answer: Boolean) {
    set(pointer, Answer.Boolean(answer))
}

/** Sets a whole number. */
public operator fun Brouillon.set(pointer: String, answer: Int) {
    set(pointer, Answer.Count(answer.toLong()))
}

/** Sets an amount in euros, or any other exact number: hours, a share from 0 to 1. */
public operator fun Brouillon.set(pointer: String, answer: BigDecimal) {
    set(pointer, Answer.Amount(answer))
}

/** Sets a day. */
public operator fun Brouillon.set(pointer: String, answer: LocalDate) {
    set(pointer, Answer.Date(answer))
}

/** Sets the codes of several choices; an empty list says that there is none. */
public operator fun Brouillon.set(pointer: String, answer: List<String>) {
    set(pointer, Answer.Choices(answer))
}
