import Basics

extension Reading {
  private static let me: RouteSelection = ["me"]

  /// The caller, credentials, and the envelopes of all answers.
  static let envelopeRules: [Reading: ReadingRule] = [
    .meNested: .data("the caller is a member user of an object", on: me) { data, _ in data = ["user": data] },
    .meArray: .data("the caller is in a list", on: me) { data, _ in data = .array([data]) },
    .meWithoutID: without("id"),
    .meWithoutTeams: without("teams"),
    .meFirstName: .data(
      "the caller has first_name, last_name, locale and timezone in place of name and surname", on: me
    ) {
      data, handler in
      guard var user = data.object else { return }
      (user["first_name"], user["last_name"]) = (user["name"], user["surname"])
      (user["name"], user["surname"]) = (nil, nil)
      user["locale"] = "en"
      user["timezone"] = .string(handler.workspace.timeZone)
      data = .object(user)
    },
    .lastAccountDefault: .quirk("a path without an account means the last account of the caller, not the first") {
      $0.usesLastAccount = true
    },
    .userAgentRequired: .response("a request without a contact in its User-Agent is HTTP 403 and changes nothing") {
      response, request in
      let agent = request.header("User-Agent") ?? ""
      if !agent.contains("@") && !agent.contains("://") { response = .page("Forbidden", httpStatus: 403) }
    },
    .bearerAccepted: .quirk("the app password is accepted as a bearer token too") { $0.acceptsBearer = true },
    .html401: .response("HTTP 401 has a page of HTML in place of an envelope") { response, _ in
      if response.status == 401 { response = .page("Unauthorized", httpStatus: 401) }
    },
    .envelope401: .response("wrong credentials are HTTP 200 with the envelope status 401") { response, _ in
      if response.status == 401 { response.httpStatus = 200 }
    },
    .htmlErrors: .response("an error is a page of HTML with its HTTP status") { response, _ in
      if let status = response.status, status >= 400, status != 401 {
        response = .page("Error Site", httpStatus: status)
      }
    },
    .mirroredStatus: .quirk("the HTTP status of an error is that of its envelope") { $0.mirrorsStatus = true },
    .statusAsText: envelope("the status in the envelope is a text") { response, _ in
      response["status"] = response["status"].map { .string($0.compact) }
    },
    .statusMissing: envelope("the envelope has no status") { response, _ in response["status"] = nil },
    .nullMessages: envelope("the message in the envelope is null") { response, _ in response["message"] = .null },
    .localizedMessages: envelope("the message of an error is German") { response, isError in
      if isError { response["message"] = "Die Aktion konnte nicht ausgeführt werden." }
    },
    .notes: envelope("every envelope has a note of the type WARNING") { response, _ in
      response["note"] = "Your trial ends soon."
      response["note_type"] = "WARNING"
    },
    .newMembers: .data("all objects have members not known before") { data, _ in
      data.editObjects { $0["new_member"] = ["list": [1, nil, "x"]] }
    },
  ]

  private static func without(_ name: String) -> ReadingRule {
    .data("the caller has no \(name)", on: me) { data, _ in
      var user = data.object ?? [:]
      user[name] = nil
      data = .object(user)
    }
  }

  /// Changes the member `response` of every envelope.
  private static func envelope(
    _ summary: String, _ change: @escaping @Sendable (inout JSONObject, _ isError: Bool) -> Void
  ) -> ReadingRule {
    .response(summary) { answer, _ in
      guard let status = answer.status, var body = (try? JSONValue.parse(answer.body))?.object,
        var response = body["response"]?.object
      else { return }
      change(&response, status != 200)
      body["response"] = .object(response)
      answer.body = JSONValue.object(body).compact
    }
  }
}
