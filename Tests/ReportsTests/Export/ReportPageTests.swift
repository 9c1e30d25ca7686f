import Basics
import Testing

@testable import Reports

@Suite("Reports as pages") struct ReportPageTests {
  private static let hostile = "A <b>|\"x\"</b> & `c` \u{202E}"

  private static func group(_ level: ReportLevel, _ name: String?, _ seconds: Int, _ groups: [ReportGroup] = [])
    -> ReportGroup
  {
    ReportGroup(
      level: level, label: ReportLabel(name: name), amount: ReportAmount(seconds: seconds, rounded: seconds),
      groups: groups)
  }

  private static let report = Report(
    from: "2026-03-02", to: "2026-03-04", levels: [.project, .task], rounding: nil,
    groups: [
      group(.project, hostile, 5000, [group(.task, "one", 4000), group(.task, "two", 1000)]),
      group(.project, nil, 1000, [group(.task, nil, 1000)]),
    ])

  private static let days = [
    group(.day, "2026-03-02", 2000, [group(.project, nil, 1000), group(.project, hostile, 1000)]),
    group(.day, "2026-03-04", 4000, [group(.project, hostile, 4000)]),
  ]

  @Test("Markdown is one table whose hours add up, with all texts escaped")
  func markdown() {
    #expect(
      Self.report.markdown == """
        | Project | Task | Time | Hours |
        | --- | --- | ---: | ---: |
        | A &lt;b&gt;\\|"x"&lt;/b&gt; &amp; \\`c\\` \u{202E} | one | 1:06:40 | 1.1111 |
        | A &lt;b&gt;\\|"x"&lt;/b&gt; &amp; \\`c\\` \u{202E} | two | 0:16:40 | 0.2778 |
        | (no project) | (no task) | 0:16:40 | 0.2778 |
        | **Total** |  | **1:40:00** | **1.6667** |

        """)
    #expect(Report(from: "a", to: "b", levels: [.project], rounding: nil, groups: []).markdown == "")
  }

  @Test("a page is complete in itself, escapes all texts, and has a bar for each day and project")
  func html() {
    let html = ReportPage(Self.report, days: Self.days).html
    for forbidden in ["<script", "<b>|", "\u{202E}", "http:", "https:", "url(", "@import", "<link"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("A &lt;b&gt;|&quot;x&quot;&lt;/b&gt; &amp; `c` \\u{202E}"))
    #expect(html.contains("<data id=\"total\" value=\"6000\">1:40:00</data>"))
    // The longest day fills its row; the project with most time has the first colour and comes first.
    #expect(html.contains("<i class=\"c0\" style=\"width:100.000%\""))
    #expect(html.contains("<i class=\"c0\" style=\"width:25.000%\" title=\"A &lt;b&gt;"))
    #expect(html.contains("<i class=\"c1\" style=\"width:25.000%\" title=\"(no project) 0:16:40\"></i>"))
    // A day without time is shown among the others.
    #expect(html.contains("Tue <b>2026-03-03</b></th><td class=\"bar\"></td><td></td>"))
    #expect(html.contains("@media (prefers-color-scheme: dark)") && html.contains("@media print"))
  }

  @Test("of a rounded report, the page shows rounded sums and says so")
  func rounded() {
    var report = Self.report
    report.rounding = Rounding(step: 900, mode: .up, unit: .group)
    report.groups = [
      ReportGroup(level: .project, label: ReportLabel(name: "x"), amount: ReportAmount(seconds: 5000, rounded: 5400))
    ]
    let html = ReportPage(report, days: Self.days).html
    #expect(html.contains("<data id=\"total\" value=\"5400\">1:30:00</data>"))
    #expect(html.contains("Rounded to 15m (up) per group; tracked: 1:23:20."))
    #expect(report.markdown.contains("| x | 1:23:20 | 1.39 | 1:30:00 | 1.50 |"))
  }

  @Test("nothing tracked is a page that says so")
  func empty() {
    let report = Report(from: "2026-03-02", to: "2026-03-02", levels: [.project], rounding: nil, groups: [])
    #expect(ReportPage(report, days: []).html.contains("<p class=\"none\">No time was tracked.</p>"))
  }
}
