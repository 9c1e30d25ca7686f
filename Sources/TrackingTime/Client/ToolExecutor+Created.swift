import Basics

/// What a write created besides its own object: the service makes the task, project or customer of a name it does not
/// know.
extension ToolExecutor {
  /// Adds to the result what was created under the names of the call.
  func addCreated(to result: inout ToolResult) {
    guard result.changed == true, call.tool.access == .write else { return }
    let timer = RunningTimer(result.data)
    let task = call.arguments.text("task_name")
    let project = call.arguments.text("project_name")
    if let task, let id = timer?.taskID, isNew("task_name", "/tasks/\(id)", in: result.data) {
      result.created.append("made the task \(task) (\(id))")
    }
    // A task that was there already has its project.
    if let project, let id = timer?.projectID, task == nil || !result.created.isEmpty,
      isNew("project_name", "/projects/\(id)/min", in: result.data)
    {
      result.created.append("made the project \(project) (\(id))")
    }
    if let customer = call.arguments.text("customer_name"), call.newNames.contains("customer_name") {
      result.created.append("made the customer \(customer)")
    }
  }

  /// True if nothing had the name before: known from a look-up, or since the object is as old as the entry.
  private func isNew(_ parameter: String, _ path: String, in answer: JSONValue) -> Bool {
    if call.newNames.contains(parameter) { return true }
    // Only the calls that send names to the service unseen are looked at again.
    guard let entry = RunningTimer(answer)?.entry else { return false }
    let written = ["created_at", "updated_at"].compactMap { entry[$0]?.string.flatMap { LocalTime(serviceText: $0) } }
    guard !written.isEmpty, let object = try? read(.get(path, account: prepared.account)).data,
      let created = object["created_at"]?.string.flatMap({ LocalTime(serviceText: $0) })
    else { return false }
    return written.contains { abs($0.seconds(since: created)) <= 1 }
  }
}
