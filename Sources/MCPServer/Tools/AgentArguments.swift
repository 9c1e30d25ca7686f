import Basics
import TrackingTime

/// The arguments of a call as models write them, and what they mean.
extension Tool {
  /// The arguments without the empty texts that many models write for what they leave out. An empty text stays where it
  /// means something: for a free text, which it clears, and for a required argument, where it is an error.
  func withoutBlanks(_ arguments: JSONObject) -> JSONObject {
    JSONObject(
      arguments.members.filter { member in
        guard member.value.string?.isEmpty == true, let parameter = parameter(member.key) else { return true }
        return parameter.required || parameter.kind == .text
      })
  }
}
