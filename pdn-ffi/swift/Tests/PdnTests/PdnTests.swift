import Foundation
import Pdn
import XCTest

final class PdnTests: XCTestCase {
    private let day = Day(2024, 7, 1)

    private func module2() throws -> Appel {
        try Appel.builtin(id: "puy-de-dome-allier-2024-module-2")
    }

    func testAmountsAndDaysAreOfSwiftsOwnTypes() throws {
        let draft = try module2().brouillon(documentType: "candidature")
        try draft.set("/depot/date", Day(2024, 6, 14))
        try draft.set("/financements/0/financeur", "caf-63")
        try draft.set("/financements/0/annee", 2024)
        try draft.set("/financements/0/montant", Decimal(string: "3450.00")!)
        try draft.set("/formations/0/thematiques", ["1"])
        try draft.set("/structure/qualiopi", false)
        let report = try draft.report(on: day)
        XCTAssertEqual(report.inputErrors(), [])
        XCTAssertEqual(report.on(), day)
        let finding = report.findings().first { $0.rule == "financement.plafond-caf" && $0.outcome == "fail" }
        XCTAssertEqual(finding?.observed, .amount(value: Decimal(3450)))
        XCTAssertEqual(try draft.get(pointer: "/depot/date"), "\"2024-06-14\"")
    }

    func testADraftIsSavedAndTakenUpAgain() throws {
        let appel = try module2()
        let draft = appel.brouillon(documentType: "candidature")
        try draft.set("/formations/0/capacite", 9)
        let kept = try appel.restoreBrouillon(text: draft.text())
        XCTAssertEqual(try kept.report(on: day).toJson(), try draft.report(on: day).toJson())
        try kept.clear(pointer: "/formations/0/capacite")
        XCTAssertNil(try kept.get(pointer: "/formations/0/capacite"))
    }

    func testErrorsReadAsSentences() throws {
        XCTAssertThrowsError(try module2().evaluate(text: "{", on: day)) { error in
            XCTAssertTrue(error.localizedDescription.contains("Ligne 1"), error.localizedDescription)
            guard case .Unreadable(_, _, let code, let line, _)? = error as? PdnError else {
                return XCTFail("\(error)")
            }
            XCTAssertEqual(code, "not-json")
            XCTAssertEqual(line, 1)
        }
        XCTAssertThrowsError(try Appel.builtin(id: "cantal-2071")) { error in
            XCTAssertTrue("\(error)".contains("cantal-2017"))
        }
        XCTAssertThrowsError(try Appel.fromToml(text: "[apel]\n")) { error in
            guard case .CallFaults(_, _, let faults)? = error as? PdnError else { return XCTFail("\(error)") }
            XCTAssertEqual(faults.first?.line, 1)
        }
        let draft = try module2().brouillon(documentType: "candidature")
        XCTAssertThrowsError(try draft.set("formations", true))
        XCTAssertThrowsError(try module2().examine(on: Date.distantFuture.addingTimeInterval(1e12)))
    }

    func testSchemasRulesAndExplanations() throws {
        let appel = try module2()
        XCTAssertTrue(try appel.schema(documentType: "candidature", draft: "draft-07").contains("x-pdn-rule"))
        XCTAssertTrue(try appel.uiSchema(documentType: "candidature").contains("formations"))
        XCTAssertThrowsError(try appel.schema(documentType: "candidat")) { error in
            XCTAssertTrue("\(error)".contains("candidature"), "\(error)")
        }
        let rule = appel.rules().first { $0.id == "formation.capacite" }
        XCTAssertEqual(rule?.severity, "blocking")
        XCTAssertEqual(rule?.title, ruleTitle(id: "formation.capacite"))
        XCTAssertTrue(try rules().contains { $0.appel == "cantal-2017" })
        XCTAssertEqual(appel.explain(rule: "formation.capacite")?.contains("10"), true)
        XCTAssertNil(appel.explain(rule: "formation.inconnue"))
        let report = try appel.evaluateLot(applications: [#"{ "type": "candidature" }"#], on: day)
        XCTAssertEqual(report.subject(), "lot")
    }

    func testWhatIsMissingSaysWhatItTakes() throws {
        let report = try Appel.builtin(id: "charte-2016").evaluate(text: #"{ "type": "profil" }"#, on: day)
        let photo = report.missing().first { $0.pointer == "/photo" }
        guard case .choice(let choices)? = photo?.accepts else { return XCTFail("\(String(describing: photo))") }
        XCTAssertTrue(choices.contains { $0.value == "personnelle" })
    }

    func testManyEvaluations() throws {
        let appel = try module2()
        let text = #"{ "type": "candidature", "module": "2", "formations": [{ "capacite": 9 }] }"#
        for _ in 0..<10_000 {
            let report = try appel.evaluate(text: text, on: day)
            XCTAssertTrue(report.settled())
        }
    }

    func testThreadsGiveTheSameReport() async throws {
        let appel = try module2()
        let text = #"{ "type": "candidature", "module": "2", "formations": [{ "capacite": 9 }] }"#
        let day = self.day
        let alone = try appel.evaluate(text: text, on: day).toJson()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<10 {
                group.addTask { try appel.evaluate(text: text, on: day).toJson() }
            }
            for try await report in group { XCTAssertEqual(report, alone) }
        }
    }
}
