// swift-tools-version: 6.0
import PackageDescription

// On Linux a release build is one static, stripped binary: it starts in about 3 ms and needs only the C library.
// Foundation is kept out of `tt` for the same reason; libcurl is loaded at the first request (see Sources/CCurl).
// Tests cannot be linked like that, which only the benchmark among them needs in a release build (see the Makefile).
let isBenchmark = Context.environment["TT_BENCH"] == "1"
let staticRelease: [SwiftSetting] =
  isBenchmark ? [] : [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))]
// Modules that would be imported unasked and linked whole, metadata and all: a sixth of the binary that nothing here uses.
let lean: [SwiftSetting] =
  staticRelease + [
    .unsafeFlags([
      "-Xfrontend", "-disable-implicit-concurrency-module-import",
      "-Xfrontend", "-disable-implicit-string-processing-module-import",
    ])
  ]
// The C++ library of Swift's runtime goes in too (see .linking/) and no symbol comes out: starting costs less, and so does
// every look-up when libcurl is loaded.
let staticLink: [LinkerSetting] =
  isBenchmark
  ? []
  : [
    .unsafeFlags(
      [
        "-static-stdlib", "-L", "\(Context.packageDirectory)/.linking", "-Xclang-linker", "-static-libgcc",
        "-Xlinker", "--no-export-dynamic", "-Xlinker", "-s", "-Xlinker", "--gc-sections",
      ],
      .when(platforms: [.linux], configuration: .release))
  ]

let package = Package(
  name: "tt",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "tt", targets: ["tt"]),
    .executable(name: "tt-sandbox", targets: ["tt-sandbox"]),
  ],
  dependencies: [
    // The sandbox and the tests only; `tt` itself brings nothing along but libcurl.
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1")
  ],
  targets: [
    .executableTarget(
      name: "tt", dependencies: ["TTCommands", "Transport", "Basics"], swiftSettings: lean,
      linkerSettings: staticLink),
    .target(
      name: "TTCommands",
      dependencies: ["MCPServer", "Reports", "TrackingTime", "Policy", "Transport", "Basics", "CArguments"],
      swiftSettings: lean),
    .target(name: "CArguments"),
    .target(name: "MCPServer", dependencies: ["TrackingTime", "Policy", "Transport", "Basics"], swiftSettings: lean),
    .target(name: "Reports", dependencies: ["Basics"], swiftSettings: lean),
    .target(name: "TrackingTime", dependencies: ["Policy", "Transport", "Basics"], swiftSettings: lean),
    .target(name: "Policy", dependencies: ["Basics"], swiftSettings: lean),
    .target(name: "Transport", dependencies: ["CCurl", "Basics"], swiftSettings: lean),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "Basics", swiftSettings: lean),

    // Development only: writes the man pages of commands (see the Makefile).
    .executableTarget(
      name: "tt-docs", dependencies: ["TTCommands", "Basics"], swiftSettings: staticRelease, linkerSettings: staticLink),

    .executableTarget(
      name: "tt-sandbox", dependencies: ["Sandbox", "Basics"], swiftSettings: staticRelease,
      linkerSettings: staticLink),
    .target(
      name: "Sandbox", dependencies: ["Basics", .product(name: "FlyingFox", package: "FlyingFox")],
      swiftSettings: staticRelease),

    .target(name: "TestSupport", dependencies: ["Basics"], path: "Tests/TestSupport"),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"]),
    .testTarget(name: "PolicyTests", dependencies: ["Policy", "TestSupport"]),
    .testTarget(name: "TransportTests", dependencies: ["Transport", "Sandbox"]),
    .testTarget(name: "TrackingTimeTests", dependencies: ["TrackingTime", "TestSupport"]),
    .testTarget(name: "TTCommandsTests", dependencies: ["TTCommands", "TestSupport"]),
    .testTarget(name: "MCPServerTests", dependencies: ["MCPServer"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
    .testTarget(
      name: "BlackBoxTests", dependencies: ["Sandbox", "Basics", "TestSupport", "tt", "tt-docs", "tt-sandbox"],
      exclude: ["Support/press_tab.py", "Support/audit_log.py", "Support/mcp_client.py", "Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
