import Basics

/// `tt policy approve`.
enum PolicyApprove {
  static let command = Command(
    group: .policy, summary: "Approve a pending call (once)",
    details: [
      "An approval covers exactly one call of that tool, by that grant, with exactly these arguments and under the same "
        + "policy. The call uses it up, unless it certainly never reached the service.",
      "Shows the whole call and asks. Without a terminal, --yes is required. With the setting grant_lock, nothing can be "
        + "approved: that takes another configuration.",
    ],
    operands: [ApprovalCommand.idOperand], flags: [ApprovalCommand.all, .yes],
    examples: [
      .init(line: "tt policy approve 3f9a12c7", summary: "show the call, and allow it once"),
      .init(line: "tt policy approve 3f9a12c7 --yes", summary: "allow it without being asked"),
    ],
    action: .local { arguments, session throws(TTError) in
      try ApprovalCommand.answer(arguments, session, isGranted: true)
    })
}
