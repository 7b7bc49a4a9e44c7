// swift-tools-version: 6.0
import PackageDescription

// SwiftPM knows a package by the name of its folder: this one cannot be called `swift` as well.
let package = Package(
    name: "formulaire",
    platforms: [.macOS(.v12)],
    dependencies: [.package(path: "../../../pdn-ffi/swift")],
    targets: [.executableTarget(name: "formulaire", dependencies: [.product(name: "Pdn", package: "swift")])],
    swiftLanguageModes: [.v6]
)
