// The only file that names the platform's C library. It stays on its own, however short, so that a port to another
// platform starts here; all other files get the library from this module.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
