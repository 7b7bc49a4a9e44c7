import Foundation
import Pdn
import XCTest

/// The README's Swift: what stands between the two marks is copied there, and a test holds it the same.
final class ReadmeTests: XCTestCase {
    func testTheBlockRuns() throws {
        // README
        let appel = try Appel.builtin(id: "puy-de-dome-allier-2024-module-2")  // or Appel.fromToml(text:)
        let day = Day(2024, 7, 1)

        let draft = appel.brouillon(documentType: "candidature")
        try draft.set("/module", "2")  // the form's answers, by JSON Pointer
        try draft.set("/formations/0/capacite", 9)
        let report = try draft.report(on: day)
        print(report.decisionText())  // Irrecevable
        print(report.settled())  // true: no other answer can change it
        for finding in report.attention() where finding.pointer == "/formations/0/capacite" {
            print(finding.remedy?.text ?? "")  // Porter à 10 participants au moins, soit 1 participant de plus.
        }
        // end
        XCTAssertEqual(report.decision(), "inadmissible")
        XCTAssertTrue(report.settled())
    }
}
