import Basics

/// `tt policy approve`.
enum PolicyApprove {
  static let command = Command(
    path: ["policy", "approve"], group: .policy, summary: "Approve a pending call (once)",
    details: [
      "An approval covers exactly one call of that tool, by that grant, with exactly these arguments and under the same "
        + "policy. The call uses it up, unless it certainly never reached the service."
    ],
    operands: [ApprovalCommand.idOperand], flags: [ApprovalCommand.all],
    examples: [.init(line: "tt policy approve 3f9a12c7", summary: "allow the call once")],
    action: .local { arguments, session throws(TTError) in
      try ApprovalCommand.answer(arguments, session, isGranted: true)
    })
}
