// swift-tools-version: 6.2
// The map of the house. Engines know nothing; Platform stands on Store; Features never import each other.
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error), .treatWarning("DeprecatedDeclaration", as: .warning),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let system: [Target] = [
    .systemLibrary(
        name: "CArgon2", path: "Sources/Platform/CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/Engines/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", path: "Sources/Tools/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
]

/// Pure Swift: no web, no database, no clock, no files. An engine may stand on `Tables` and on system libraries.
func engine(_ name: String, _ dependencies: [Target.Dependency] = [], goldens: Bool = false) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, path: "Sources/Engines/\(name)", swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: dependencies + [.target(name: name)], path: "Tests/Engines/\(name)Tests",
            exclude: goldens ? ["Goldens"] : [], swiftSettings: settings),
    ]
}

/// The commands of an engine: a file in, a file out, without the web.
func tool(_ name: String, engine: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
    let all: [Target.Dependency] = ["Content", "Tables", .target(name: engine), arguments] + dependencies
    return [
        .target(name: name, dependencies: all, path: "Sources/Tools/\(name)", swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: all + [.target(name: name)], path: "Tests/Tools/\(name)Tests", swiftSettings: settings),
    ]
}

/// What every slice stands on.
func platform(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> [Target] {
    [
        .target(
            name: name, dependencies: dependencies, path: "Sources/Platform/\(name)", resources: resources,
            swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: dependencies + [.target(name: name), "App", "Support"],
            path: "Tests/Platform/\(name)Tests", exclude: name == "Store" ? ["schema.sql"] : [], swiftSettings: settings),
    ]
}

/// One vertical slice. Its front door is the type `…Feature`.
func feature(_ name: String, engines: [String]) -> [Target] {
    let own: [Target.Dependency] = engines.map { .target(name: $0) }
    let dependencies: [Target.Dependency] =
        ["Store", "Content", "Pages", "People", grdb, hummingbird, httpTypes, arguments] + own
    return [
        .target(name: name, dependencies: dependencies, path: "Sources/Features/\(name)", swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: dependencies + [.target(name: name), "Support"] + (name == "Assessment" ? [] : ["Assessment"]),
            path: "Tests/Features/\(name)Tests", swiftSettings: settings),
    ]
}

let engines: [[Target]] = [
    engine("Maturity"), engine("Tables"), engine("RecordLinkage", ["Tables"], goldens: true), engine("ProcessMining", ["Tables", "CZlib"]),
]

let platforms: [[Target]] = [
    platform("Store", [grdb]),
    platform("Content", [yams]),
    platform(
        "Pages", ["Store", "Content", hummingbird, httpTypes, logging, crypto], resources: [.copy("Static")]),
    platform("People", ["Store", "Content", "Pages", "CArgon2", grdb, hummingbird, httpTypes, nioPosix, arguments]),
]

let tools: [[Target]] = [
    tool("Linkage", engine: "RecordLinkage"), tool("Journeys", engine: "ProcessMining", ["CSQLite"]),
]

let features: [[Target]] = [
    feature("Assessment", engines: ["Maturity"]),
    feature("Library", engines: ["Maturity"]),
    feature("Delivery", engines: ["Maturity"]),
]

let top: [Target] = [
    .target(
        name: "App",
        dependencies: [
            "Store", "Content", "Pages", "People", "Maturity", "Assessment", "Library", "Delivery", grdb, hummingbird, hummingbirdCore,
            httpTypes, nioCore, nioHTTP1, logging, lifecycle,
        ],
        path: "Sources/App", swiftSettings: settings),
    .executableTarget(
        name: "waymark",
        dependencies: [
            "App", "Store", "Content", "Pages", "People", "Maturity", "Assessment", "Library", "Delivery", "Linkage", "Journeys",
            hummingbird, logging, arguments,
        ],
        path: "Sources/Command", swiftSettings: settings),
    .target(
        name: "Support",
        dependencies: [
            "App", "Store", "Content", "Pages", "People", "Maturity", "Assessment", "Library", "Delivery", hummingbird, httpTypes,
            hummingbirdTesting, logging,
        ],
        path: "Tests/Support", swiftSettings: settings),
    .testTarget(
        name: "AppTests",
        dependencies: [
            "App", "Store", "Content", "Pages", "People", "Maturity", "Assessment", "Library", "Delivery", "Support", grdb, hummingbird,
            httpTypes, nioCore, nioHTTP1, nioEmbedded, logging,
        ],
        path: "Tests/AppTests", swiftSettings: settings),
]

let package = Package(
    name: "waymark",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: system + (engines + platforms + tools + features).flatMap { $0 } + top
)
