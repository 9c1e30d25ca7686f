/// How a host is reached: directly or by way of a proxy.
struct ProxyChoice: Equatable {
  /// The proxy's URL as libcurl reads it; empty for none.
  let proxy: String
  /// Hosts that are reached directly, in libcurl's notation; `*` for all.
  let exempt: String

  /// The usual variables, as libcurl itself would read them: `https_proxy`, `HTTPS_PROXY`, `http_proxy` (only in small
  /// letters, since web servers set `HTTP_PROXY` from a header), `all_proxy`, `ALL_PROXY`, `no_proxy`, `NO_PROXY`.
  /// This machine is never reached by way of a proxy.
  static func choose(for url: HTTPURL, environment: [String: String]) -> ProxyChoice {
    if url.isLoopback { return ProxyChoice(proxy: "", exempt: "*") }
    func first(_ names: [String]) -> String {
      for name in names { if let value = environment[name], !value.isEmpty { return value } }
      return ""
    }
    let specific = url.isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return ProxyChoice(
      proxy: first(specific + ["all_proxy", "ALL_PROXY"]), exempt: first(["no_proxy", "NO_PROXY"]))
  }
}
