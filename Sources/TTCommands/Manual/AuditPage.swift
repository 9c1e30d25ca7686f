import Policy

/// The page on the audit log's format, and on what verifying it can tell.
enum AuditPage {
  static func text() -> String {
    var roff = ManualTopics.begin("tt-audit", 5, "the record of every call and its verdict")
    roff.line(
      "audit.jsonl in the state folder has one JSON object a line. The verdict of a call is written before anything leaves "
        + "the machine, and how an admitted call ended behind it. A call that cannot be recorded is not made, exit 11. tt "
        + "policy log shows the records; tt policy log --verify looks whether they are as they were written.")
    members(&roff)
    chain(&roff)
    roff.section("Rotation")
    roff.line(
      "A file that has grown to \(AuditLog.standardRotationSize >> 20) MiB is renamed to audit-N.jsonl, N being the number of "
        + "its first record, and the chain goes on in a new audit.jsonl. These names never change, and tt removes no file. To "
        + "make room, remove or move away old files, the oldest first; the chain is then whole from the oldest one that is "
        + "there, and --verify says where it begins.")
    verifying(&roff)
    roff.section("Reliability")
    roff.line(
      "Records are appended under a lock of the state folder, each by one write, so that a process killed at any instant "
        + "leaves whole lines. They are left to the system to put on the disk: a power cut can take the last ones, which "
        + "--verify then calls missing. Behind a last line that is no record nothing is appended, and every call ends with "
        + "exit 11 and says how to move the file away; the new one goes on with the next number. Reading takes no lock and "
        + "never fails because a line is being appended.")
    roff.section("See also")
    roff.line("tt(1), tt-policy-log(1), tt-policy(5), tt-guard(7)")
    return roff.text
  }

  private static func members(_ roff: inout Roff) {
    roff.section("Members")
    roff.line("In this order; those that do not apply are left out. Values of arguments are never recorded.")
    for (name, meaning) in [
      ("seq", "The record's number, from 1."),
      ("time", "When it was written, RFC 3339 in UTC."),
      (
        "event",
        "call: a verdict. result: how an admitted call ended. approval: what a person said to a call that waited."
      ),
      ("id", "Joins the records of a call."),
      ("grant, tool, keys", "The identity, the tool, and the names of the arguments."),
      (
        "decision",
        "allow, deny, limit, approval or invalid (arguments the tool does not take) on a call; yes or no on an approval."
      ),
      ("rule", "The rule that decided, empty when nothing fired; see tt-policy(5)."),
      ("policy", "SHA-256 of the policy file that judged, built-in, or none."),
      ("approval", "The approval that was asked for, used or answered."),
      ("channel, client", "The way the call came, and the program behind it as it calls itself."),
      ("outcome, requests", "ok or the class of the error, and how many requests were made."),
      ("prev", "The hash of the record before; 64 zeros in the first."),
      ("hash", "SHA-256 of the line, without its end, as it is without this last member."),
    ] { roff.item(name, meaning) }
    roff.paragraph("Names a caller made up are cut after 256 bytes, and the list of keys after 4096, with an ellipsis.")
  }

  private static func chain(_ roff: inout Roff) {
    roff.section("The chain")
    roff.line("Each record names the hash of the one before. Anybody can check a line with other tools:")
    roff.example([
      "sed -n 7p audit.jsonl | tr -d '\\n' | sed 's/,\"hash\":\"[0-9a-f]*\"}$/}/' | sha256sum"
    ])
    roff.paragraph(
      "audit.head.json holds the number and hash of the last record and the number of the first one in audit.jsonl. It is "
        + "written behind each record, so a kill leaves it one behind and never ahead. tt goes on without it, knowing the last "
        + "line only. Where it is ahead of the log, records are gone: the next one takes the number behind it, and the gap "
        + "stays to be seen.")
  }

  private static func verifying(_ roff: inout Roff) {
    roff.section("What verify can tell")
    for (what, outcome) in [
      ("A record altered", "Named, with file and line. One given a new hash as well is found at the record behind it."),
      ("Records removed, moved, repeated or put in", "Named where the chain goes on behind them."),
      ("A line cut short", "Named, once it is clear that it is not just being written."),
      (
        "Records missing at the end, or the whole log",
        "Told from audit.head.json. Without that file they cannot be seen, which is said where all else is whole."
      ),
      (
        "The first lines of the oldest file removed",
        "Told from the file's name, or from audit.head.json for audit.jsonl."
      ),
    ] { roff.item(what, outcome) }
    roff.paragraph(
      "It cannot tell that whole old files were removed for a bad reason, nor that somebody who can write the folder has made "
        + "the log anew from some record on, with all hashes and audit.head.json: there is no secret in it. Against that, keep "
        + "a copy of a hash elsewhere; as long as the record of that number has it, nothing before it was changed:")
    roff.example(["tt policy log -n 1 --output csv --fields seq,hash"])
    roff.paragraph(
      "The answer is one line and exit 0, or a line for each finding, the first hundred, and exit 1. With --json: ok, "
        + "records, first (the number of the first record), files, head (is there a head file), more (findings beyond the "
        + "hundred) and findings, each with file, line, message and kind: altered, missing, out_of_order, broken_link, malformed, "
        + "line_end, truncated or head.")
  }
}
