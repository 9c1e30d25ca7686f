/// An error of the service: the status and message of an error envelope.
struct ServiceError: Error, Equatable {
  var status: Int
  var message: String

  /// Invalid input, for which the service uses status 500.
  static func invalid(_ message: String) -> ServiceError { ServiceError(status: 500, message: message) }

  /// The object does not exist or belongs to another account.
  static func notFound(_ kind: String) -> ServiceError {
    ServiceError(status: 404, message: "The \(kind) was not found")
  }

  /// The path does not exist.
  static let unknownAction = ServiceError(status: 400, message: "The action you requested doesn't exist")

  /// The user already has a running timer.
  static let alreadyTracking = ServiceError(status: 502, message: "You are already tracking time on another task")

  /// The user has no running timer on the task.
  static func notTracking(_ status: Int = 502) -> ServiceError {
    ServiceError(status: status, message: "The task is not being tracked")
  }

  /// The credentials are missing or invalid.
  static let unauthorized = ServiceError(status: 401, message: "The e-mail or password is not valid")
}
