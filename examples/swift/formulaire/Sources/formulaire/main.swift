// A form on the command line: it asks what is missing, one question after the other, until the answer is
// settled. `formulaire [call] [type of document]`: by default an online profile, by the charter.

import Foundation
import Pdn

let arguments = CommandLine.arguments.dropFirst()
let call = arguments.first ?? "charte-2016"
let type = arguments.dropFirst().first ?? "profil"

do {
    try formulaire(appel: Appel.builtin(id: call), type: type, day: Date())
} catch {
    print(error.localizedDescription)
}

/// Asks until the answer is settled or there is no more input, then prints the report.
func formulaire(appel: Appel, type: String, day: Day) throws {
    let draft = appel.brouillon(documentType: type)
    var passed: Set<String> = []
    print(appel.title())
    while true {
        let report = try draft.report(on: day)
        let next = report.settled() ? nil : report.missing().first(where: { !passed.contains($0.pointer) })
        print("")
        if let next { print(wording(next)) }
        guard let question = next, let line = readLine() else {
            print(report.toText())
            return
        }
        guard let answer = read(line.trimmingCharacters(in: .whitespaces), as: question.accepts) else {
            passed.insert(question.pointer)
            continue
        }
        try draft.set(pointer: question.pointer, answer: answer)
        // A wrong answer is said, and the question comes again.
        if let error = try draft.report(on: day).inputErrors().first(where: { $0.pointer.hasPrefix(question.pointer) }) {
            print("  " + error.text)
            try draft.clear(pointer: question.pointer)
        }
    }
}

func wording(_ question: Missing) -> String {
    let write: String
    switch question.accepts {
    case .boolean: write = "oui ou non"
    case .count: write = "un nombre entier"
    case .amount: write = "un montant en euros, 1500.00"
    case .share: write = "une part, 0.80"
    case .number(let unit): write = ["un nombre", unit].compactMap { $0 }.joined(separator: ", ")
    case .date: write = "un jour, AAAA-MM-JJ"
    case .time: write = "une heure, HH:MM"
    case .choice(let choices): write = choices.map { "\($0.value) (\($0.label))" }.joined(separator: "\u{a0}; ")
    case .several(of: .object): write = "combien\u{a0}?"
    case .several: write = "séparés par des virgules"
    case .object: write = "oui, pour répondre point par point"
    case .text(let format): write = format ?? "en quelques mots"
    }
    return "\(question.title) [\(write)]"
}

/// What was typed, as an answer of the kind that is expected; nothing typed is no answer.
func read(_ line: String, as accepts: Accepts) -> Answer? {
    if line.isEmpty { return nil }
    switch accepts {
    case .boolean where line == "oui" || line == "non": return .boolean(value: line == "oui")
    case .count:
        guard let number = Int64(line) else { return .text(value: line) }
        return .count(value: number)
    case .several(of: .object):
        let count = min(max(Int(line) ?? 0, 0), 20)
        return .json(text: "[" + Array(repeating: "{}", count: count).joined(separator: ",") + "]")
    case .several:
        return .choices(values: line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    case .object: return .json(text: "{}")
    // As typed: the report says what is wrong with it.
    default: return .text(value: line)
    }
}
