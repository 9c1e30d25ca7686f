/// The page on what the gate holds against: each line of it has a test (AttackTests, ApprovalTests, FailClosedTests).
enum GuardPage {
  static func text() -> String {
    var roff = ManualTopics.begin("tt-guard", 7, "what the gate holds, and what it cannot")
    roff.line(
      "Every call, from whatever door, is checked against its tool's parameters, judged by the policy (tt-policy(5)), counted "
        + "and recorded before anything leaves the machine. Nothing in tt can send a request without the gate's admission."
    )
    approvals(&roff)
    roff.section("Attacks and their outcome")
    for attack in attacks { roff.item(attack.what, attack.outcome) }
    roff.section("What it cannot hold")
    roff.line(
      "The gate is a program of the user who runs it. A process of the same user can edit the policy, the counters, the "
        + "approvals and the log, set HOME, XDG_CONFIG_HOME or XDG_STATE_HOME, say yes by itself with tt policy approve or at a "
        + "terminal of its own making, read the credentials and talk to the service without tt. Against that, run the agent as another user, in a container, or "
        + "with only tt within its reach, and keep the configuration folder where it cannot write. What the gate holds is "
        + "mistakes, loops, malformed and unwanted calls, however eager; tt policy log --verify tells whether the log was "
        + "changed afterwards.")
    roff.section("See also")
    roff.line(
      "tt(1), tt-policy(5), tt-audit(5), tt-policy-approvals(1), tt-policy-approve(1), tt-policy-log(1), tt-config(5), tt-exit-codes(7)"
    )
    return roff.text
  }

  private static func approvals(_ roff: inout Roff) {
    roff.section("Approvals")
    roff.line(
      "Where the policy says require_approval, tt shows the exact call at the terminal and asks. Without a terminal, or with "
        + "--no-input, the call is put down, ends with exit 10 and names an approval; a person looks with tt policy approvals "
        + "and answers with tt policy approve ID or tt policy deny ID, and the caller repeats the call.")
    roff.paragraph(
      "A yes is for one call: that grant, that tool, exactly these arguments (in any order), this workspace and this very "
        + "policy file. It is given back only when the request certainly never reached the service. A no with tt policy "
        + "deny stands until it lapses: nobody is asked again about that call. Requests and answers lapse after 30 minutes "
        + "(setting approval_timeout), and lapsed means no. A grant has at most 100 open ones.")
  }

  private static let attacks: [(what: String, outcome: String)] = [
    (
      "An argument of another type, missing, null, or under a name that only looks the same",
      "Arguments are checked against the tool first: a wrong type or an unknown name is exit 2. To the policy, a require does "
        + "not hold for what is missing or of another type, a number equals its decimal text, and names are compared by code "
        + "points."
    ),
    (
      "Extra, duplicate or credential arguments",
      "Exit 2, and the argument is named. Credentials are no arguments of any tool."
    ),
    (
      "A tool's name in capitals, with blanks, or in look-alike letters",
      "No such tool: exit 2, and in the log as (unknown)."
    ),
    (
      "Huge numbers",
      "Whole numbers compare exactly at any size. An amount beyond what can be counted never fits its limit."
    ),
    ("A negative or missing amount for increment_from", "The call is denied, exit 3; no counter goes down."),
    (
      "A pattern that runs away",
      "Regular expressions are matched in time linear in the text; those that would need more are refused with the policy."
    ),
    (
      "Hundreds of processes at once, killed at any instant",
      "Never a call more than the limit, save those the service refused, which are given back. The files stay whole; a killed "
        + "call may cost its reservation."
    ),
    (
      "A clock that is set back",
      "Time never goes back for counters and approvals: no window opens twice, nothing lapsed is revived."
    ),
    (
      "limits.json, approvals.json or audit.jsonl as a symbolic link, damaged, or not writable",
      "Exit 11, nothing is sent."
    ),
    (
      "The policy replaced while a call runs",
      "A call is judged by one policy, read once; the next call by the new one. Where a person was asked, the policy is read "
        + "again after the answer, and the yes counts only if it would be asked for in the same words of the same file."
    ),
    ("A yes used twice, or by two callers at once", "One call passes; the others are exit 10."),
    (
      "A yes for one call used for another",
      "Another argument, grant, tool, workspace, way of writing a number, or policy file wants a yes of its own."
    ),
    (
      "Another identity by --grant, TT_GRANT, --policy or TT_POLICY, or another setting by tt config",
      "With the setting grant_lock all of them are refused, exit 3, and that grant cannot say yes to its own calls."
    ),
    (
      "Text that steers a terminal or turns its direction, in what a person is asked",
      "Shown as visible signs."
    ),
    (
      "A changed, removed, reordered or invented line in the log",
      "tt policy log --verify names the line; what it cannot tell is in tt-audit(5)."
    ),
  ]
}
