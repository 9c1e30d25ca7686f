/// A "no" of the service: the status and the message of an envelope.
struct ServiceError: Error, Equatable {
  var status: Int
  var message: String

  /// Bad input: the service answers envelope 500 for it.
  static func invalid(_ message: String) -> ServiceError { ServiceError(status: 500, message: message) }

  /// No such object.
  static func notFound(_ what: String) -> ServiceError {
    ServiceError(status: 404, message: "The \(what) was not found")
  }

  /// No such path.
  static let unknownAction = ServiceError(status: 400, message: "The action you requested doesn't exist")

  /// The caller already has a timer.
  static let alreadyTracking = ServiceError(status: 502, message: "You are already tracking time on another task")

  /// The task has no timer.
  static func notTracking(_ status: Int = 502) -> ServiceError {
    ServiceError(status: status, message: "The task is not being tracked")
  }

  /// The credentials do not hold.
  static let unauthorized = ServiceError(status: 401, message: "The e-mail or password is not valid")
}
