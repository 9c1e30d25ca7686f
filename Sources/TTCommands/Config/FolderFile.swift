import Basics

/// What `.tt.json` in a folder or above it says of the work there: the task, the project and the notes of `tt track`
/// without words. It knows nothing of grants, policies, addresses or credentials, and counts only once its content is
/// trusted (`TrustedFiles`).
struct FolderFile: Sendable {
  /// The absolute path.
  let path: String
  /// A task's ID or name.
  let task: String?
  /// A project's ID or name.
  let project: String?
  /// The notes of the entry, in which `{branch}` stands for the branch that is checked out.
  let notes: String?

  static let name = ".tt.json"
  private static let limit = 64 << 10

  /// The path of the nearest file, in a folder or above it; nil if there is none.
  static func nearest(to folder: String) -> String? {
    FolderPath.ancestors(of: folder).map { FolderPath.joined($0, name) }.first { Files.status($0) != nil }
  }

  /// The bytes of a file.
  ///
  /// - Throws: `config` if it cannot be read or is too long.
  static func read(_ path: String) throws(TTError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, limit: limit)
    } catch {
      throw .config("\(path) cannot be read: \(error.reason)")
    }
    guard let bytes else { throw TTError(.notFound, "there is no file \(path)") }
    return bytes
  }

  /// Reads the content of a file.
  ///
  /// - Throws: `config` with what is wrong in it.
  init(_ bytes: [UInt8], path: String) throws(TTError) {
    let document: JSONValue
    do throws(JSONSyntaxError) { document = try JSONValue.parse(bytes) } catch {
      throw .config("\(path) is not JSON: \(error.message)")
    }
    guard let object = document.object else { throw .config("\(path) is not a JSON object") }
    if let unknown = object.keys.first(where: { !["task", "project", "notes"].contains($0) }) {
      throw .config("\(path) has the unknown member \(unknown.inQuotes)", hint: "known: task, project, notes")
    }
    func reference(_ name: String) throws(TTError) -> String? {
      guard let value = object[name] else { return nil }
      if let id = value.int, id > 0 { return String(id) }
      if let text = value.string, !text.allSatisfy(\.isWhitespace) { return text }
      throw .config("\(path): \(name) has to be an ID or a name, not \(value.compact)")
    }
    self.path = path
    task = try reference("task")
    project = try reference("project")
    if let value = object["notes"], value.string == nil {
      throw .config("\(path): notes has to be a text, not \(value.compact)")
    }
    notes = object["notes"]?.string
    if task == nil, project == nil { throw .config("\(path) names neither a task nor a project") }
  }

  private static let branch = "{branch}"

  /// The notes with the branch that is checked out where the file is, or in `folder`. The name of a branch is text, whatever
  /// is in it.
  ///
  /// - Throws: a usage error if the notes name the branch and there is none.
  func notes(in folder: String) throws(TTError) -> String? {
    guard let notes, notes.containsText(Self.branch) else { return notes }
    guard let branch = GitBranch.current(in: folder) else {
      throw .usage("\(path): {branch} in notes needs a branch, and none is checked out in \(folder)")
    }
    return notes.replacing(part: Self.branch, with: branch)
  }
}

/// Paths of folders.
enum FolderPath {
  /// A folder and those above it, the nearest first.
  static func ancestors(of folder: String) -> [String] {
    var paths = [folder]
    while let path = paths.last, let slash = path.lastIndex(of: "/"), path != "/" {
      paths.append(slash == path.startIndex ? "/" : String(path[..<slash]))
    }
    return paths
  }

  /// The path with its folder as the system names it, without `..` and symbolic links; the path itself if there is no such
  /// folder.
  static func resolved(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    guard let folder = Files.resolved(slash == path.startIndex ? "/" : String(path[..<slash])) else { return path }
    return joined(folder, String(path[path.index(after: slash)...]))
  }

  /// The path of something in a folder.
  static func joined(_ folder: String, _ name: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }
}

/// The branch that is checked out, read from git's own files.
enum GitBranch {
  /// The name of the branch in a folder or above it; nil without one, as where a single commit is checked out.
  static func current(in folder: String) -> String? {
    for folder in FolderPath.ancestors(of: folder) {
      let git = FolderPath.joined(folder, ".git")
      guard Files.status(git) != nil else { continue }
      // A worktree or submodule has a file that names its folder.
      let named = line(git, after: "gitdir: ")
      let place = named.map { $0.hasPrefix("/") ? $0 : FolderPath.joined(folder, $0) } ?? git
      return line(place + "/HEAD", after: "ref: refs/heads/")
    }
    return nil
  }

  /// The rest of the first line of a file that begins with a prefix.
  private static func line(_ path: String, after prefix: String) -> String? {
    guard let bytes = try? Files.read(path, limit: 4096),
      let text = String(validating: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self), text.hasPrefix(prefix)
    else { return nil }
    let rest = String(text.dropFirst(prefix.count))
    return rest.isEmpty ? nil : rest
  }
}
