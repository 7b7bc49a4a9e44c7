import Foundation
import Pdn
import XCTest

/// Every case of `tests/conformance`: its decision, or its error. `./build` writes the documents of the cases,
/// to the byte, and says where in `PDN_CONFORMANCE`.
final class ConformanceTests: XCTestCase {
    func testEveryCase() throws {
        guard let path = ProcessInfo.processInfo.environment["PDN_CONFORMANCE"] else {
            throw XCTSkip("PDN_CONFORMANCE is not set: run ./build")
        }
        // pdn-ffi/swift/Tests/PdnTests/ConformanceTests.swift
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let folder = root.appendingPathComponent("tests/conformance")
        var calls: [String: Appel] = [:]
        var count = 0
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let rust = try object(Data(line.utf8))
            let name = rust["case"] as? String ?? ""
            let test = try object(Data(contentsOf: folder.appendingPathComponent("cases/\(name)")))
            let expect = test["expect"] as? [String: Any] ?? [:]
            let day = (test["on"] as? String ?? "").split(separator: "-").compactMap { Int($0) }
            let on = Day(day[0], day[1], day[2])
            let appel: Appel
            if let id = test["call"] as? String {
                appel = try calls[id] ?? Appel.builtin(id: id)
                calls[id] = appel
            } else {
                let file = (test["call"] as? [String: String])?["toml"] ?? ""
                let bytes = try Data(contentsOf: folder.appendingPathComponent("calls/\(file)"))
                appel = try calls[file] ?? Appel.fromTomlBytes(bytes: bytes)
                calls[file] = appel
            }
            let bytes = (rust["document"] as? String).flatMap { Data(base64Encoded: $0) }
            if let error = rust["error"] as? [String: Any] {
                XCTAssertThrowsError(try appel.evaluateBytes(bytes: bytes ?? Data(), on: on), name) {
                    XCTAssertEqual(($0 as? PdnError)?.sentence(), error["fr"] as? String, name)
                }
            } else {
                let report = try bytes.map { try appel.evaluateBytes(bytes: $0, on: on) } ?? appel.examine(on: on)
                if let decision = expect["decision"] as? String {
                    XCTAssertEqual(report.decision(), decision, name)
                }
                if let settled = expect["settled"] as? Bool { XCTAssertEqual(report.settled(), settled, name) }
                XCTAssertFalse(report.toJson().isEmpty, name)
            }
            count += 1
        }
        XCTAssertGreaterThan(count, 500)
    }

    private func object(_ data: Data) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
}
