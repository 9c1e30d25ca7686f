#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's directory of trusted certificates, where it has hashed names; nil elsewhere, as on macOS.
func systemHashedDirectory() -> String? {
  let path = "/etc/ssl/certs"
  guard let directory = opendir(path) else { return nil }
  defer { closedir(directory) }
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
        String(cString: $0)
      }
    }
    if TrustStore.isHashedName(name) { return path }
  }
  return nil
}
