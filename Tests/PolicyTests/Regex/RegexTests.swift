import Basics
import Testing

@testable import Policy

/// What a regular expression finds.
@Suite("Regular expressions") struct RegexTests {
  private func finds(_ pattern: String, _ text: String) throws -> Bool {
    try Pattern(pattern).isFound(in: text)
  }

  @Test(
    "literals, classes and repetitions match as in RE2",
    arguments: [
      ("b", "abc", true), ("d", "abc", false), ("", "", true), ("", "x", true), ("abc", "ab", false),
      ("a.c", "abc", true),
      ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true), ("[abc]x", "bx", true), ("[^abc]x", "bx", false),
      ("[^abc]", "\n", true), ("[a-c-]", "-", true), ("[]a]", "]", true), ("[^]a]", "]", false), ("[a\\]]", "]", true),
      ("[\\d.]+$", "1.5", true), ("[\\D]", "5", false), ("[\\x41-\\x43]", "B", true), ("\\x{1F600}", "😀", true),
      ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab?c", "abc", true), ("^a{3}$", "aaa", true),
      ("^a{3}$", "aa", false),
      ("^a{2,}$", "aaaa", true), ("^a{2,3}$", "aaaa", false), ("a{,2}", "a{,2}", true), ("a{x}", "a{x}", true),
      ("a{", "a{", true), ("a{2", "a{2", true), ("^a*?b+?c??$", "aab", true), ("^(?:ab|cd)+$", "abcdab", true),
      ("^(ab|c)d$", "cd", true), ("a|b|", "zzz", true), ("^(a|)$", "", true), ("(|a)+b", "aab", true),
      ("(?P<name>x)y", "xy", true), ("(?<name>x)y", "xy", true), ("\\Qa.b\\E+", "a.b", true), ("\\Qa.b", "axb", false),
      ("\\.\\*\\_\\-", ".*_-", true), ("\\t\\n\\r\\f\\v\\a", "\t\n\r\u{C}\u{B}\u{7}", true), ("\\101", "A", true),
      ("\\0", "\u{0}", true), (".", "\u{1F1E9}\u{1F1EA}", true), ("^.$", "\u{1F1E9}\u{1F1EA}", false),
      ("^..$", "e\u{301}", true), ("é", "e\u{301}", false),
    ])
  func basics(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "\\Q…\\E is one character after the other, of which a repetition takes the last",
    arguments: [
      ("^\\Qab\\E+$", "abb", true), ("^\\Qab\\E+$", "abab", false), ("^\\Qab\\E*$", "a", true),
      ("^\\Qab\\E*$", "", false),
      ("^\\Qab\\E{2}$", "abb", true), ("^\\Qab\\E{2}$", "abab", false), ("^\\Qab\\E??$", "a", true),
      ("^\\Qa.\\E+$", "a..", true), ("^\\Qa+\\E+$", "a++", true), ("^(?:\\Qab\\E)+$", "abab", true),
      ("^\\Q\\E$", "", true), ("^ab\\Q\\E+$", "abb", true), ("^a\\Qb\\E\\Qc\\E+$", "abcc", true),
      ("^\\Qab+", "ab+", true),
    ])
  func quoted(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "a repetition after a change of flags applies to the item before it",
    arguments: [
      ("^ab(?i)+$", "abb", true), ("^ab(?i)+$", "abab", false), ("^a+(?i)?$", "", true), ("^(?:a?)+$", "aa", true),
      ("^(?:a{1,2})?$", "aaa", false),
      ("^(?:a+){2}$", "a", false),
    ])
  func flagsBetween(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "^ and $ match the ends of the text, or with (?m) those of a line",
    arguments: [
      ("^b", "ab", false), ("^b", "a\nb", false), ("(?m)^b", "a\nb", true), ("a$", "ab", false), ("a$", "a\n", false),
      ("a$", "a\nb", false), ("(?m)a$", "a\nb", true), ("a\\z", "a\n", false), ("\\Ab", "a\nb", false),
      ("(?m)\\Ab", "a\nb", false), ("(?m:^b)|^c", "a\nb", true), ("(?m:^b)|^c", "a\nc", false), ("^$", "", true),
      ("^$", "\n", false), ("(?m)^$", "x\n", true), ("a^b", "ab", false), ("(^a|b)c", "bc", true),
      ("(^a|b)c", "xac", false),
      ("(?:^|,)x", "a,x", true), ("x*^y", "y", true), ("^*a", "ba", true), ("(^)*a", "ba", true),
      ("(^)+a", "ba", false),
    ])
  func anchors(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "classes of letters, digits and blanks are ASCII; \\p is Unicode",
    arguments: [
      ("\\d", "5", true), ("\\d", "٥", false), ("\\w", "é", false), ("\\w", "_", true), ("\\W", "é", true),
      ("\\s", "\u{A0}", false), ("\\s", "\u{B}", false), ("[[:space:]]", "\u{B}", true), ("\\S", " ", false),
      ("[[:alpha:]]", "é", false), ("[[:^alpha:]]", "é", true), ("[[:punct:]x]", "x", true),
      ("[[:xdigit:]]", "g", false),
      ("[[:word:]]", "_", true), ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false), ("\\Boo", "foo", true),
      ("\\bé", "aé", true), ("\\pL", "é", true), ("\\pL", "5", false), ("\\p{Lu}", "é", false), ("\\p{Lu}", "É", true),
      ("\\PL", "é", false), ("\\p{^L}", "é", false), ("\\P{^L}", "é", true), ("\\pN", "٥", true),
      ("[\\pL\\pN_]", "-", false),
      ("[^\\pL]", "日", false), ("\\p{Nd}", "½", false), ("\\p{Any}", "\u{10FFFF}", true), ("\\p{Sc}", "€", true),
    ])
  func classes(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "(?i) folds case as Unicode does, letter by letter, and ends with its group",
    arguments: [
      ("(?i)payroll", "May PayRoll run", true), ("payroll", "Payroll", false), ("(?i:a)b", "Ab", true),
      ("(?i:a)b", "AB", false), ("(a(?i)b)c", "aBc", true), ("(a(?i)b)c", "aBC", false), ("a(?i)b|c", "C", true),
      ("(?i)a(?-i)b", "AB", false), ("(?i)é", "É", true), ("(?i)σ", "ς", true), ("(?i)k", "\u{212A}", true),
      ("(?i)[a-z]", "\u{212A}", true), ("(?i)[k]", "\u{212A}", true), ("(?i)s", "\u{17F}", true), ("(?i)ß", "ẞ", true),
      ("(?i)ß", "ss", false), ("(?i)i", "\u{131}", false), ("(?i)i", "\u{130}", false), ("(?i)[^a]", "A", false),
      ("(?i)[A-C]", "b", true), ("(?i)[^A-C]", "b", false), ("(?i)\\p{Lu}", "a", true), ("(?i)[[:upper:]]", "a", true),
      ("(?i)[^\\x00-\\x7F]", "é", true), ("(?i)[À-Þ]", "é", true), ("(?i)\\Qa.\\E", "A.", true),
      ("(?i)\\x41", "a", true),
      ("(?i)ж", "Ж", true), ("(?i)ᾳ", "ᾼ", true), ("(?i)dž", "Dž", true),
    ])
  func caseFolding(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try finds(pattern, text) == found)
  }

  @Test(
    "unsupported and invalid expressions are refused, with the column",
    arguments: [
      ("(?=a)", 1), ("a(?!b)", 2), ("(?<=a)b", 1), ("(?<!a)b", 1), ("(a)\\1", 4), ("\\k<a>", 1), ("(?P=a)", 1),
      ("(?>a)", 1), ("(", 1), ("a)", 2), ("(?:a", 1), ("[a", 1), ("a[]", 2), ("[b-a]", 2), ("[[:foo:]]", 2), ("*a", 1),
      ("a|*", 3), ("(+)", 2), ("a**", 3), ("a+?*", 4), ("a{2}{3}", 5), ("a{3,2}", 2), ("a{1001}", 2), ("a{2,1001}", 2),
      ("{2}", 1), ("\\", 1), ("a\\", 2), ("\\q", 1), ("\\Z", 1), ("\\é", 1), ("\\x4", 1), ("\\x{110000}", 1),
      ("\\xZZ", 1), ("\\p{Greek}", 1), ("\\pQ", 1), ("\\p{L", 3), ("(?x)a", 3), ("(?i", 1),
      ("[\\", 2),
      ("[a-\\d]", 4), ("[\\b]", 2), ("(?P<a>x)(?P<a>y)", 9), ("(?P<>x)", 1), ("(?P<a-b>x)", 1), ("(?i)*", 5), ("日(", 2),
      ("\\Q\\E+", 5), ("(?-)", 4), ("(?i-:a)", 5), ("[[:alpha]x:]", 2), ("[[:perl space:]]", 2), ("\\p{Cn}", 1),
      ("(?:a{10}){101}", 10), ("(?P<½>x)", 1),
    ])
  func refused(_ pattern: String, _ column: Int) {
    do throws(PatternError) {
      _ = try Pattern(pattern)
      Issue.record("\(pattern) is accepted")
    } catch {
      #expect(error.column == column, "\(pattern): \(error.message)")
      #expect(!error.message.isEmpty)
    }
  }

  @Test(
    "an expression that would expand too far is refused quickly",
    arguments: [
      "(a{1000}){1000}", "((a{100}){100}){100}", "((((((((((){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}))",
      "(x?){1000}(y?){1000}(z?){1000}", "(((a|b){10}){10}){100}", String(repeating: "(", count: 5000),
      String(repeating: "a", count: 8193), "(?:[a-z]{1000}){6}",
    ])
  func bounded(_ pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern) }
  }

  @Test(
    "the classic catastrophic patterns take linear time", .timeLimit(.minutes(2)),
    arguments: [
      "(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*[0-9]", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)!",
    ])
  func linear(_ pattern: String) throws {
    let text = String(repeating: "a", count: 40_000) + "?"
    #expect(try !finds(pattern, text))
  }

  @Test("a match at the very end of a long text is found", .timeLimit(.minutes(1)))
  func longText() throws {
    let text = String(repeating: "ab\n日", count: 50_000)
    #expect(try finds("secret", text + "secret"))
    #expect(try !finds("^secret", text + "secret"))
    #expect(try finds("(?i)SECRET$", text + "secret"))
  }
}
