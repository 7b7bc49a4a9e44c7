import Foundation
import Pdn
import XCTest

/// Every case of `tests/conformance`, through Swift: as it says. `./build` writes the documents of the cases, to
/// the byte, and says where in `PDN_CONFORMANCE`.
final class ConformanceTests: XCTestCase {
    func testEveryCase() throws {
        guard let path = ProcessInfo.processInfo.environment["PDN_CONFORMANCE"] else {
            throw XCTSkip("PDN_CONFORMANCE is not set: run ./build")
        }
        // pdn-ffi/swift/Tests/PdnTests/ConformanceTests.swift
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let folder = root.appendingPathComponent("tests/conformance")
        let decoder = JSONDecoder()
        var calls: [String: Appel] = [:]
        var count = 0
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let rust = try decoder.decode(FromRust.self, from: Data(line.utf8))
            let file = folder.appendingPathComponent("cases/\(rust.path)")
            let test = try decoder.decode(Case.self, from: Data(contentsOf: file))
            let appel: Appel
            if let known = calls[test.call.name] {
                appel = known
            } else if test.call.isFile {
                let toml = folder.appendingPathComponent("calls/\(test.call.name)")
                appel = try Appel.fromTomlBytes(bytes: Data(contentsOf: toml))
            } else {
                appel = try Appel.builtin(id: test.call.name)
            }
            calls[test.call.name] = appel
            try check(test, rust, appel)
            count += 1
        }
        XCTAssertGreaterThan(count, 500)
    }

    private func check(_ test: Case, _ rust: FromRust, _ appel: Appel) throws {
        let day = test.on.split(separator: "-").compactMap { Int($0) }
        let on = Day(day[0], day[1], day[2])
        guard let document = rust.document else {
            return checkReport(try appel.examine(on: on), test, rust.path)
        }
        let bytes = try XCTUnwrap(Data(base64Encoded: document), rust.path)
        guard let expected = rust.error else {
            return checkReport(try appel.evaluateBytes(bytes: bytes, on: on), test, rust.path)
        }
        XCTAssertThrowsError(try appel.evaluateBytes(bytes: bytes, on: on), rust.path) { thrown in
            let error = thrown as? PdnError
            XCTAssertEqual(error?.sentence(), expected.fr, rust.path)
            XCTAssertEqual(error?.sentence(lang: .en), expected.en, rust.path)
        }
    }

    private func checkReport(_ report: Report, _ test: Case, _ path: String) {
        if let decision = test.expect.decision { XCTAssertEqual(report.decision(), decision, path) }
        if let settled = test.expect.settled { XCTAssertEqual(report.settled(), settled, path) }
        let findings = report.findings()
        for wanted in test.expect.findings ?? [] {
            XCTAssertTrue(findings.contains { wanted.isLike($0) }, "\(path): no finding like \(wanted)")
        }
        let wanted = test.expect.missing ?? []
        XCTAssertEqual(report.missing().map(\.pointer).filter { wanted.contains($0) }, wanted, path)
        if let unread = test.expect.unread {
            XCTAssertEqual(report.unread().map(\.pointer), unread, path)
        }
        if let opinions = test.expect.opinions {
            let found = report.opinions()
            XCTAssertEqual(opinions.favourable ?? found.favourable, found.favourable, path)
            XCTAssertEqual(opinions.reserved ?? found.reserved, found.reserved, path)
            XCTAssertEqual(opinions.unfavourable ?? found.unfavourable, found.unfavourable, path)
            XCTAssertEqual(opinions.pending ?? found.pending, found.pending, path)
        }
        let faults = test.expect.inputErrors ?? []
        let found = report.inputErrors()
        XCTAssertEqual(found.count, faults.count, "\(path): \(found)")
        for (fault, error) in zip(faults, found) { XCTAssertEqual(fault.code ?? error.code, error.code, path) }
        XCTAssertFalse(report.toJson().isEmpty, path)
    }
}

/// What Rust made of a case: `tests/conformance/reports.rs` writes a line for each.
private struct FromRust: Decodable {
    let path: String
    /// In base64; none where the call itself is examined.
    let document: String?
    let error: Failure?

    struct Failure: Decodable {
        let fr: String
        let en: String
    }

    enum CodingKeys: String, CodingKey {
        case path = "case"
        case document
        case error
    }
}

/// A case, as its file has it.
private struct Case: Decodable {
    let call: Call
    let on: String
    let expect: Expected

    /// The id of a built-in call, or `{ "toml": "the name of a file" }`.
    struct Call: Decodable {
        let name: String
        let isFile: Bool

        init(from decoder: any Decoder) throws {
            if let id = try? decoder.singleValueContainer().decode(String.self) {
                name = id
                isFile = false
            } else {
                name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .toml)
                isFile = true
            }
        }

        enum CodingKeys: String, CodingKey {
            case toml
        }
    }

    struct Expected: Decodable {
        let decision: String?
        let settled: Bool?
        let findings: [Wanted]?
        let missing: [String]?
        let unread: [String]?
        let opinions: Opined?
        let inputErrors: [Fault]?

        enum CodingKeys: String, CodingKey {
            case decision
            case settled
            case findings
            case missing
            case unread
            case opinions
            case inputErrors = "input_errors"
        }
    }

    struct Opined: Decodable {
        let favourable: UInt32?
        let reserved: UInt32?
        let unfavourable: UInt32?
        let pending: UInt32?
    }

    struct Fault: Decodable {
        let code: String?
    }

    struct Wanted: Decodable {
        let rule: String
        let instance: String?
        let outcome: String?
        let severity: String?
        let pointer: String?

        func isLike(_ finding: Finding) -> Bool {
            finding.rule == rule
                && (instance == nil || finding.instance == instance)
                && (outcome == nil || finding.outcome == outcome)
                && (severity == nil || finding.severity == severity)
                && (pointer == nil || finding.pointer == pointer)
        }
    }
}
