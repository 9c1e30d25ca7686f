extension Files {
  /// What keeps a folder from being used or made.
  public struct FolderObstacle: Sendable, Equatable {
    /// The obstacle as a phrase: `/home/ada/.local/state/tt cannot be made: /home/ada/.local is not writable`.
    public var text: String
    /// The folder whose permission bits the caller can correct; nil if that would not help.
    public var correctable: String?
    /// What to do if another process keeps the folder locked; nil for any other obstacle.
    public var unlocking: Remedy?
  }

  /// The nearest part of a path that exists: the path itself or a folder above it.
  public static func nearestExisting(_ path: String) -> String {
    var path = path[...]
    while status(String(path)) == nil {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
      path = path[..<slash]
    }
    return String(path)
  }

  /// What keeps a folder from being used, or from being made if it does not exist.
  ///
  /// - Parameter error: the failure, whose reason is given if the permission bits are not the obstacle.
  public static func obstacle(to folder: String, _ error: SystemError) -> FolderObstacle {
    if error.code == EWOULDBLOCK {
      let holder = FolderLock.holder(of: folder)
      return FolderObstacle(
        text: "\(folder) is locked by \(holder?.text ?? "another process")",
        unlocking: .awaitLock(stopped: holder?.stopped))
    }
    let nearest = nearestExisting(folder)
    let subject = nearest == folder ? "" : "\(folder) cannot be made: "
    guard let status = status(nearest), status.isFolder else {
      return FolderObstacle(text: "\(subject)\(nearest) is not a folder")
    }
    if isWritableFolder(nearest) {
      return FolderObstacle(text: "\(folder) cannot be used: \(error.reason)")
    }
    return FolderObstacle(
      text: "\(subject)\(nearest) is not writable", correctable: status.owner == geteuid() ? nearest : nil)
  }
}
