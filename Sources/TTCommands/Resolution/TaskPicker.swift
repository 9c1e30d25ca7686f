import Basics
import TrackingTime

/// Lets a person at a terminal choose one of the recently tracked tasks, with `fzf` if it is installed, else from a
/// numbered list.
struct TaskPicker {
  let session: Session

  /// The ID of the chosen task.
  ///
  /// - Throws: a usage error when none was chosen, or there is none to choose from.
  func pick() throws(TTError) -> Int {
    let tasks = try recent()
    guard !tasks.isEmpty else {
      throw .usage(
        "no tasks to choose from: none were tracked in the last 31 days", hint: "for example: tt track --task-id 42")
    }
    if let picked = try pickWithFzf(tasks) { return picked }
    return try pickFromList(tasks)
  }

  private func recent() throws(TTError) -> [(id: Int, title: String)] {
    var seen: Set<Int> = []
    return try RecentEntries(session: session).begun().compactMap { entry in
      guard let id = entry.recorded.taskID, seen.insert(id).inserted else { return nil }
      return (id, Renderer.escapingControlCharacters(entry.recorded.title))
    }
  }

  /// The ID of the task chosen in fzf; nil if fzf is not installed.
  private func pickWithFzf(_ tasks: [(id: Int, title: String)]) throws(TTError) -> Int? {
    // The other side of tt serve gets no shell and no program that may start one.
    if session.context.lockedGrant != nil { return nil }
    var environment = session.context.childEnvironment
    environment["TT_CHOICES"] = tasks.map { "\($0.id)\t\($0.title)\n" }.joined()
    let pipe =
      "command -v fzf >/dev/null || exit 127; printf %s \"$TT_CHOICES\" | fzf --prompt 'Track: ' --with-nth 2.."
    let outcome: Subprocess.Outcome
    do throws(SystemError) {
      outcome = try session.context.runProgram(
        Subprocess(["/bin/sh", "-c", pipe], environment: environment, inheritsInput: true, timeLimit: 3600))
    } catch {
      return nil
    }
    if outcome.ending == .exit(127) { return nil }
    let line = String(decoding: outcome.output, as: UTF8.self)
    guard let id = Int(line.prefix { $0 != "\t" }), tasks.contains(where: { $0.id == id }) else { throw nothingPicked }
    return id
  }

  private func pickFromList(_ tasks: [(id: Int, title: String)]) throws(TTError) -> Int {
    let shown = Array(tasks.prefix(15))
    guard let id = Choice(session: session).number(of: shown, prompt: "Track which task") else { throw nothingPicked }
    return id
  }

  private var nothingPicked: TTError { .usage("no task selected", hint: "for example: tt track --task-id 42") }
}
