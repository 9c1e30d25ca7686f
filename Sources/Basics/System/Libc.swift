// The one place that says which C library this is; everything else calls it through `Files` and `SystemError`.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
