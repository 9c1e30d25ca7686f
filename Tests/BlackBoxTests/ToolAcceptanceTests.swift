import Foundation
import Sandbox
import Testing

/// A call of every tool over HTTP.
@Suite("Every tool against the sandbox") struct ToolAcceptanceTests {
  static let calls = [
    ["get_me"],
    ["list_workspaces"],
    ["list_events", "from=2026-11-01", "to=2026-11-30"],
    ["list_company_events", "from=2026-11-01", "to=2026-11-30"],
    ["get_event", "event_id=6401"],
    ["create_event", "task_id=42", "start=2026-11-02 09:00:00", "end=2026-11-02 10:30:00", "notes=a & b"],
    ["update_event", "event_id=6401", "notes=neu"],
    ["list_users", "filter=ALL"],
    ["get_user", "user_id=9002"],
    ["list_user_tasks", "user_id=9002"],
    ["list_user_projects", "user_id=9001"],
    ["list_user_trackables", "user_id=9001", "only_favorites=true"],
    ["list_projects", "filter=ARCHIVED"],
    ["list_tasks", "project_id=5201"],
    ["get_task", "task_id=42"],
    ["list_customers"],
    ["create_task", "name=Ünïcode & co +50%", "project_name=Site", #"users=[{"id":9001}]"#],
    ["update_task", "task_id=42", "due_date=2026-12-24", "is_billable=false"],
    ["create_customer", "name=Hooli"],
    ["update_customer", "customer_id=3101", "name=Acme Ltd"],
    ["create_project", "name=New site", "customer_id=3101", "estimated_time=2.5"],
    ["update_project", "project_id=5202", "color=3"],
    ["track_task", "task_id=42", "notes=x"],
    ["stop_task", "task_id=42", "return_task=true"],
    ["create_custom_field", "name=Centre", "value_type=enum", "filter_object_class=project"],
    ["create_enum_option", "name=North", "custom_field=4102", "enabled=true"],
  ]

  @Test("the service accepts a call of each of the 26 tools")
  func accepted() async throws {
    #expect(Set(Self.calls.compactMap(\.first)).count == 26)
    try await SandboxFixture.run(.running42) { fixture in
      #expect(try await fixture.tt("stop", "42").exit == 0)
      for words in Self.calls {
        let run = try await fixture.tt(["call"] + words + ["--json"])
        #expect(run.exit == 0, "\(words): \(run.errors)")
        _ = try run.json()
      }
    }
  }
}
