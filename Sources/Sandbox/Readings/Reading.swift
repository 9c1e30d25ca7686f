/// An uncertain fact about the service, answered the other way than the emulator does by default. The raw value is its name
/// on the command line.
///
/// Clients should work, or fail clearly, with each.
public enum Reading: String, CaseIterable, Sendable {
  // Starting and stopping timers
  case sameTaskRestart = "same-task-restart"
  case sameTaskOldEvent = "same-task-old-event"
  case sameTask502 = "same-task-502"
  case sameTask500 = "same-task-500"
  case sameTask409 = "same-task-409"
  case sameTask403 = "same-task-403"
  case sameTask400 = "same-task-400"
  case stopIdle404 = "stop-idle-404"
  case stopIdle500 = "stop-idle-500"
  case stopIdle403 = "stop-idle-403"
  case stopIdle400 = "stop-idle-400"
  case stopIdleOldEvent = "stop-idle-old-event"
  case stopIdleEmpty = "stop-idle-empty"
  case stopIdleNull = "stop-idle-null"
  case stopIdleList = "stop-idle-list"
  case stopIdleTask = "stop-idle-task"
  case stopBeforeStart500 = "stop-before-start-500"
  case dateRequired = "date-required"
  case futureDateRefused = "future-date-refused"
  case unknownTask500 = "unknown-task-500"
  case trackQueryID = "track-query-id"
  case trackNothing = "track-nothing"
  case closedTaskReopened = "closed-task-reopened"
  case userException = "user-exception"
  case unknownService500 = "unknown-service-500"
  case foreignTask403 = "foreign-task-403"
  case trackSlashRefused = "track-slash-refused"
  case zoneMismatch500 = "zone-mismatch-500"

  // The running timer
  case runningNullEnd = "running-null-end"
  case runningEmptyEnd = "running-empty-end"
  case runningWithoutEnd = "running-without-end"
  case runningLastSync = "running-last-sync"
  case runningFutureEnd = "running-future-end"
  case runningNullDuration = "running-null-duration"
  case runningInTask = "running-in-task"
  case runningInUsers = "running-in-users"
  case runningNotListed = "running-not-listed"
  case runningStartedAhead = "running-started-ahead"
  case trackingObject = "tracking-object"
  case staleTracking = "stale-tracking"
  case foreignTrackingEvent = "foreign-tracking-event"
  case stringIDsTracking = "string-ids-tracking"
  case compactTracking = "compact-tracking"

  // Time zones of entries
  case profileZoneLabel = "profile-zone-label"
  case profileZoneConverted = "profile-zone-converted"
  case blankZoneSign = "blank-zone-sign"
  case shortZone = "short-zone"
  case utcZone = "utc-zone"
  case bareZone = "bare-zone"
  case ianaZone = "iana-zone"
  case nullZone = "null-zone"
  case ianaZoneParameter = "iana-zone-parameter"

  // Lists
  case smallPages = "small-pages"
  case tinyPages = "tiny-pages"
  case pagesIgnored = "pages-ignored"
  case projectIDIgnored = "project-id-ignored"
  case abbreviatedWithoutD = "abbreviated-without-d"
  case abbreviatedWithoutNulls = "abbreviated-without-nulls"
  case textDurations = "text-durations"
  case fullNames = "full-names"
  case duplicateIDs = "duplicate-ids"
  case eventDatesRequired = "event-dates-required"
  case eventsObject = "events-object"
  case customersObject = "customers-object"
  case projectsObject = "projects-object"
  case tasksObject = "tasks-object"
  case usersObject = "users-object"
  case emptyListObject = "empty-list-object"
  case compactTasks = "compact-tasks"
  case enumValueNull = "enum-value-null"
  case fieldsWithoutOptions = "fields-without-options"
  case eventFieldsWithoutID = "event-fields-without-id"
  case usersSibling = "users-sibling"
  case stringIDs = "string-ids"

  // Writes
  case writeArray = "write-array"
  case writeEmpty = "write-empty"
  case writeNull = "write-null"
  case eventEndRequired = "event-end-required"
  case durationRequired = "duration-required"
  case timezoneRequired = "timezone-required"
  case userRequired = "user-required"
  case overlapRefused = "overlap-refused"
  case customerNameOptional = "customer-name-optional"
  case blankIgnored = "blank-ignored"
  case shortNotes = "short-notes"
  case deleteKeepsEntries = "delete-keeps-entries"
  case anyMethod = "any-method"
  case method405 = "method-405"
  case method404 = "method-404"
  case longURL414 = "long-url-414"

  // The caller, credentials and envelopes
  case meNested = "me-nested"
  case meArray = "me-array"
  case meWithoutID = "me-without-id"
  case meWithoutTeams = "me-without-teams"
  case meFirstName = "me-first-name"
  case lastAccountDefault = "last-account-default"
  case userAgentRequired = "user-agent-required"
  case bearerAccepted = "bearer-accepted"
  case html401 = "html-401"
  case envelope401 = "envelope-401"
  case htmlErrors = "html-errors"
  case mirroredStatus = "mirrored-status"
  case statusAsText = "status-as-text"
  case statusMissing = "status-missing"
  case nullMessages = "null-messages"
  case localizedMessages = "localized-messages"
  case notes
  case newMembers = "new-members"

  /// The meaning, in one line.
  public var summary: String { rule.summary }

  /// The meaning and the effect.
  var rule: ReadingRule {
    Self.rules[self] ?? ReadingRule(summary: "changes nothing", effect: .quirk { _ in })
  }

  static let rules = [timerRules, runningRules, zoneRules, listRules, writeRules, envelopeRules]
    .reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}
