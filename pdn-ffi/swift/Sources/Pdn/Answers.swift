import Foundation

// Answers of a form, in Swift's own types: `try draft.set("/formations/0/capacite", 15)`.

extension Brouillon {
    /// Sets a text, or the code of a choice; an empty text says that there is none.
    public func set(_ pointer: String, _ answer: String) throws {
        try set(pointer: pointer, answer: .text(value: answer))
    }

    /// Sets a yes or a no.
    public func set(_ pointer: String, _ answer: Bool) throws {
        try set(pointer: pointer, answer: .boolean(value: answer))
    }

    /// Sets a whole number.
    public func set(_ pointer: String, _ answer: Int) throws {
        try set(pointer: pointer, answer: .count(value: Int64(answer)))
    }

    /// Sets an amount in euros, or any other exact number: hours, a share from 0 to 1.
    public func set(_ pointer: String, _ answer: Decimal) throws {
        try set(pointer: pointer, answer: .amount(value: answer))
    }

    /// Sets a day.
    public func set(_ pointer: String, _ answer: Date) throws {
        try set(pointer: pointer, answer: .date(value: answer))
    }

    /// Sets the codes of several choices; an empty list says that there is none.
    public func set(_ pointer: String, _ answer: [String]) throws {
        try set(pointer: pointer, answer: .choices(values: answer))
    }
}
