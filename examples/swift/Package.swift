// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "formulaire",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "Pdn", path: "../../pdn-ffi/swift")],
    targets: [.executableTarget(name: "formulaire", dependencies: ["Pdn"])],
    swiftLanguageModes: [.v6]
)
