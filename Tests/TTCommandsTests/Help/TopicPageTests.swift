import Basics
import Foundation
import Policy
import Testing

@testable import TTCommands

/// The man pages written by hand keep up with the tables they describe.
@Suite("Man pages on topics") struct TopicPageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../../man/"

  /// The terms of a page: the words of its lines in bold, as a reader sees them.
  private func terms(_ page: String) throws -> Set<String> {
    let text = try String(contentsOfFile: Self.folder + page, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix(".B") }
    let separators = CharacterSet(charactersIn: " \"(),")
    return Set(lines.flatMap { $0.replacing("\\-", with: "-").components(separatedBy: separators) })
  }

  @Test("the pages are those that help and the other pages name")
  func pages() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { !$0.hasSuffix(".1") }
    #expect(files.sorted() == HelpTopics.pages.map { "\($0.name).\($0.section)" }.sorted())
  }

  @Test("tt-exit-codes(7) has every code beside its class")
  func exitCodes() throws {
    let page = try String(contentsOfFile: Self.folder + "tt-exit-codes.7", encoding: .utf8)
    for failure in FailureClass.allCases {
      #expect(page.contains(".B \(failure.exitCode) \(failure.rawValue)\n"), "\(failure.rawValue)")
    }
  }

  @Test("tt-config(5) has every setting with its choices, and what overrides it")
  func settings() throws {
    let page = try String(contentsOfFile: Self.folder + "tt-config.5", encoding: .utf8)
    let terms = try terms("tt-config.5")
    for key in ConfigKey.all {
      #expect(page.contains(".TP\n.B \(key.name)\n"), "\(key.name)")
      if let flag = key.flag { #expect(terms.contains("--" + flag)) }
      if let variable = key.variable { #expect(terms.contains(variable)) }
      if case .choice(let words) = key.kind { #expect(terms.isSuperset(of: words)) }
    }
  }

  @Test("tt-policy(5) has every operator, action, scope and window")
  func policies() throws {
    let terms = try terms("tt-policy.5")
    #expect(terms.isSuperset(of: Condition.Operator.allCases.map(\.rawValue)))
    #expect(terms.isSuperset(of: ToolRules.Action.allCases.map(\.rawValue)))
    #expect(terms.isSuperset(of: Rule.Action.allCases.map(\.rawValue)))
    #expect(terms.isSuperset(of: Limit.Scope.allCases.map(\.rawValue)))
    #expect(terms.isSuperset(of: PolicyDocument.Default.allCases.map(\.rawValue)))
    #expect(terms.isSuperset(of: ["minute", "hour", "day"]))
  }

  @Test("tt-audit(5) has every member of a record and every kind of finding")
  func records() throws {
    let terms = try terms("tt-audit.5")
    #expect(terms.isSuperset(of: AuditLog.members))
    let kinds: [AuditIssue.Kind] = [
      .altered, .missing, .outOfOrder, .brokenLink, .malformed, .lineEnd, .truncated, .checkpoint,
    ]
    #expect(terms.isSuperset(of: kinds.map(\.rawValue)))
  }
}
