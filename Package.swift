// swift-tools-version: 6.0
import PackageDescription

// On Linux a release build is one static, stripped binary: it starts in 1.5 ms and needs only the C library.
// Foundation is kept out of `tt` for the same reason; libcurl is loaded at the first request (see Sources/CCurl).
// Types that generics make are laid out by the compiler, not when they are first used: 0.1 ms of a run. A section for each
// function lets the linker leave out what nothing calls: 0.5 MB, and 0.2 ms of a run.
let staticRelease: [SwiftSetting] = [
  .unsafeFlags(
    ["-static-stdlib", "-Xfrontend", "-prespecialize-generic-metadata", "-Xfrontend", "-function-sections"],
    .when(platforms: [.linux], configuration: .release))
]
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
// The linker writes its output in one piece: the system keeps it in memory in large pages then, and every start takes 0.2 ms
// less.
let staticLink: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-L", "\(Context.packageDirectory)/.linking", "-Xclang-linker", "-static-libgcc",
      "-Xlinker", "--no-export-dynamic", "-Xlinker", "-s", "-Xlinker", "--gc-sections",
      "-Xlinker", "--no-mmap-output-file",
    ],
    .when(platforms: [.linux], configuration: .release))
]

// A program for libFuzzer, built with its instrumentation only (see .ci/fuzz).
let fuzzing: [Target] =
  Context.environment["TT_FUZZ"] != "1"
  ? []
  : [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    .executableTarget(
      name: "tt-fuzz",
      dependencies: ["CLibFuzzer", "TTCommands", "MCPServer", "Reports", "TrackingTime", "Policy", "Basics"],
      path: "Tests/Fuzzing", exclude: ["CLibFuzzer", "Corpus"]),
  ]

// What `make bench` measures within one process.
let benchmark: [Target] =
  Context.environment["TT_BENCH"] != "1"
  ? []
  : [
    .executableTarget(
      name: "tt-bench", dependencies: ["Policy", "Basics"], path: "Tests/Benchmark", swiftSettings: lean,
      linkerSettings: staticLink)
  ]

let package = Package(
  name: "tt",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "tt", targets: ["tt"]),
    .executable(name: "tt-sandbox", targets: ["tt-sandbox"]),
  ],
  targets: [
    .executableTarget(
      name: "tt", dependencies: ["TTCommands", "Transport", "Basics"], swiftSettings: lean,
      linkerSettings: staticLink),
    .target(
      name: "TTCommands",
      dependencies: [
        "MCPServer", "Reports", "TrackingTime", "SharedStore", "Policy", "Transport", "Basics", "CProcess",
      ],
      swiftSettings: lean),
    .target(
      name: "CProcess", cSettings: [.define("TT_STATIC", .when(platforms: [.linux], configuration: .release))]),
    .target(name: "MCPServer", dependencies: ["TrackingTime", "Policy", "Transport", "Basics"], swiftSettings: lean),
    .target(name: "Reports", dependencies: ["Basics"], swiftSettings: lean),
    .target(name: "TrackingTime", dependencies: ["Policy", "Transport", "Basics"], swiftSettings: lean),
    .target(name: "Policy", dependencies: ["Basics"], swiftSettings: lean),
    .target(
      name: "SharedStore", dependencies: ["Policy", "CPQ", "Basics"],
      resources: [
        .embedInCode("Schema/tables.sql"), .embedInCode("Schema/internals.sql"), .embedInCode("Schema/api.sql"),
      ], swiftSettings: lean),
    .target(name: "CPQ", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "Transport", dependencies: ["CCurl", "Basics"], swiftSettings: lean),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    // Basics has code of its own where a library would slow the start or lack a property tt needs. Measured on Linux;
    // an empty static program starts in 1.1 to 1.3 ms and has 6.2 MB, `tt --version` takes 1.3 ms and has 8.8 MB.
    // - JSON, 761 lines. FoundationEssentials: +0.6 ms with one decode, +7.5 MB, without the order of members, exact
    //   digits, duplicate names and error positions. jansson costs no time but loses large numbers.
    // - SHA-256, 107 lines. swift-crypto: +0.5 ms, +9.9 MB.
    // - Time zones and calendar, 971 lines. FoundationEssentials: +0.7 ms, no named zones without ICU; with it 7.2 ms.
    // - Subprocesses, 150 lines. swift-subprocess: +0.1 ms, +1.6 MB; a run takes 8.2 ms instead of 3.1 ms.
    // - Threads and locks, 145 lines. Synchronization: +0 ms, +0.86 MB, but needs macOS 15 and has no condition variable.
    // - HTTP dates, closest match, exact decimals, folder locks: too small for a dependency.
    // Also in Policy: regular expressions, 823 lines. RE2: +0.15 ms, +0.85 MB, a second C dependency, no error columns.
    // The tests compare JSON, time zones, SHA-256 and regular expressions with independent implementations.
    .target(name: "Basics", dependencies: ["CProcess"], swiftSettings: lean),

    // Development only: writes the man pages of commands (see the Makefile).
    .executableTarget(
      name: "tt-docs", dependencies: ["TTCommands", "Basics"], swiftSettings: staticRelease, linkerSettings: staticLink),

    .executableTarget(
      name: "tt-sandbox", dependencies: ["Sandbox", "Basics", "CProcess"], swiftSettings: staticRelease,
      linkerSettings: staticLink),
    .target(
      name: "Sandbox", dependencies: ["Basics"],
      swiftSettings: staticRelease),

    .target(name: "TestSupport", dependencies: ["Basics"], path: "Tests/TestSupport"),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"]),
    .testTarget(name: "PolicyTests", dependencies: ["Policy", "TestSupport"]),
    .testTarget(name: "SharedStoreTests", dependencies: ["SharedStore", "Policy", "TTCommands", "TestSupport"]),
    .testTarget(name: "TransportTests", dependencies: ["Transport", "Sandbox", "TestSupport"]),
    .testTarget(name: "TrackingTimeTests", dependencies: ["TrackingTime", "TestSupport"]),
    .testTarget(name: "TTCommandsTests", dependencies: ["TTCommands", "MCPServer", "Transport", "TestSupport"]),
    .testTarget(name: "MCPServerTests", dependencies: ["MCPServer"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
    .testTarget(
      name: "BlackBoxTests",
      dependencies: ["Sandbox", "Basics", "TestSupport", "TTCommands", "tt", "tt-docs", "tt-sandbox"],
      exclude: ["Support/press_tab.py", "Support/audit_log.py", "Support/mcp_client.py", "Golden"]),
  ] + fuzzing + benchmark,
  swiftLanguageModes: [.v6]
)
