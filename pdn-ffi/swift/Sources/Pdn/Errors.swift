import Foundation

/// An error reads as its sentence; the fields of its cases are there to act on.
extension PdnError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { sentence() }
    public var description: String { sentence() }
}
