// swift-tools-version: 6.0
import PackageDescription

// The library itself is built by cargo: `./build` does it, and says where it is. For iOS, `PdnFFI` becomes a
// binary target over an XCFramework: see ../README.md.
let package = Package(
    name: "Pdn",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "Pdn", targets: ["Pdn"])],
    targets: [
        .systemLibrary(name: "PdnFFI"),
        .target(name: "Pdn", dependencies: ["PdnFFI"]),
        .testTarget(name: "PdnTests", dependencies: ["Pdn"]),
    ],
    swiftLanguageModes: [.v6]
)
