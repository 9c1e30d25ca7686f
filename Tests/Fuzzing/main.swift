import Basics
import CLibFuzzer

// `tt-fuzz TARGET [libFuzzer's options and folders]`; see .ci/fuzz.

var words = Array(CommandLine.arguments.dropFirst())
guard let name = words.first, let target = FuzzTarget.all.first(where: { $0.name == name }) else {
  for target in FuzzTarget.all { print(target.name) }
  exit(words.isEmpty ? 0 : 2)
}
FuzzTarget.current = target
words[0] = CommandLine.arguments[0]
var count = Int32(words.count)
var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
let status = pointers.withUnsafeMutableBufferPointer { buffer in
  var base = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &base) { testOneInput($0, $1) }
}
exit(status)
