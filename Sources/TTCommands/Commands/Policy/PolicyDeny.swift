import Basics

/// `tt policy deny`.
enum PolicyDeny {
  static let command = Command(
    group: .policy, summary: "Deny a pending call",
    details: ["Also revokes an approval that has not been used."],
    operands: [ApprovalCommand.idOperand], flags: [ApprovalCommand.all],
    examples: [.init(line: "tt policy deny 3f9a12c7", summary: "refuse the call")],
    action: .local { arguments, session throws(TTError) in
      try ApprovalCommand.answer(arguments, session, isGranted: false)
    })
}
