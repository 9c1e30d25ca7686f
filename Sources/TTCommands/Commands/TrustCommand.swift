import Basics

/// `tt trust`.
enum TrustCommand {
  static let command = Command(
    group: .tracking, summary: "Let .tt.json of this folder choose what tt track starts",
    details: [
      "The file .tt.json in a folder has a task, a project, or both, by ID or name, and may have notes, in which {branch} "
        + "is the branch that git has checked out: {\"task\": \"Write report\", \"project\": \"Website\", \"notes\": "
        + "\"{branch}\"}. In that folder and below it, tt track and tt switch without words take them; flags given on the "
        + "command line win.",
      "A file counts only once it was trusted, and no longer once its content is another: it may have come from someone "
        + "else. It can choose nothing but these three.",
      "Without FILE, the nearest .tt.json is trusted, in this folder or above it.",
    ],
    operands: [.init(name: "FILE", summary: "another .tt.json", completion: .file)],
    flags: [Flag(name: "remove", summary: "trust the file no longer")],
    examples: [
      .init(line: "tt trust", summary: "trust the .tt.json of this folder, or the nearest above it"),
      .init(line: "tt trust --remove", summary: "no longer"),
    ],
    action: .local(run))

  private static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let path = try path(arguments.operands.first, session)
    let trusted = try session.trustedFiles()
    if arguments.has("remove") {
      let changed = try trusted.trust(nil, at: path)
      return Output(
        value: ["changed": .bool(changed), "file": .string(path)],
        view: .lines([changed ? "No longer trusted: \(path)." : "Not trusted before: \(path)."]))
    }
    let bytes = try FolderFile.read(path)
    let file = try FolderFile(bytes, path: path)
    let changed = try trusted.trust(bytes, at: path)
    var value: JSONObject = ["changed": .bool(changed), "file": .string(path)]
    var lines = ["Trusted: \(path)."]
    for (name, text) in [("task", file.task), ("project", file.project), ("notes", file.notes)] {
      value[name] = text.map(JSONValue.string) ?? .null
      if let text { lines.append("  \(name) \(text.exposingInvisibles)") }
    }
    return Output(value: .object(value), view: .lines(lines))
  }

  private static func path(_ given: String?, _ session: Session) throws(TTError) -> String {
    let folder = try session.workingFolder()
    if let given { return FolderPath.resolved(given.hasPrefix("/") ? given : FolderPath.joined(folder, given)) }
    if let nearest = FolderFile.nearest(to: folder) { return nearest }
    throw TTError(.notFound, "there is no \(FolderFile.name) in \(folder) or above it")
  }
}

/// `.tt.json` of the working folder.
extension Session {
  func trustedFiles() throws(TTError) -> TrustedFiles {
    TrustedFiles(folder: try folders().state, patience: try patience())
  }

  /// The absolute path of the working folder.
  func workingFolder() throws(TTError) -> String {
    if let folder = context.workingFolder() { return folder }
    throw .config("the working folder is gone or cannot be entered")
  }

  /// What the nearest `.tt.json` says; nil if there is none.
  ///
  /// - Throws: a usage error if it is not trusted.
  func folderFile() throws(TTError) -> (file: FolderFile, notes: String?)? {
    guard let folder = context.workingFolder(), let path = FolderFile.nearest(to: folder) else { return nil }
    let bytes = try FolderFile.read(path)
    guard try trustedFiles().trusts(bytes, at: path) else {
      throw .usage("\(path) was not trusted, or has changed since", hint: "look at it, then: tt trust")
    }
    let file = try FolderFile(bytes, path: path)
    return (file, try file.notes(in: folder))
  }
}
