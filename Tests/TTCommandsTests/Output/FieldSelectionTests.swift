import Basics
import Testing

@testable import TTCommands

/// `--fields`: what a command declares, and any path, whether rows came or not.
@Suite("Selected fields") struct FieldSelectionTests {
  private func cli(_ tasks: String) throws -> CLIFixture {
    try CLIFixture(answers: CLIFixture.service.merging(["GET /7/tasks?": tasks]) { $1 })
  }

  private static let lists = ["[]", #"[{"id":1,"name":"a"}]"#]

  @Test("a field that the service did not send is null, with rows and without", arguments: lists)
  func absent(_ tasks: String) throws {
    let cli = try cli(tasks)
    let fields = ["list", "tasks", "--fields", "id,due_date,custom_fields.PO,tracking_event.id", "-o"]
    let csv = try DelimitedReader.csv(cli.run(fields + ["csv"]).output)
    #expect(csv.first == ["id", "due_date", "custom_fields_PO", "tracking_event_id"])
    #expect(csv.dropFirst().allSatisfy { $0 == ["1", "", "", ""] })
    let json = try cli.run(fields + ["json"]).json()
    for row in json.array ?? [] {
      #expect(row == ["id": 1, "due_date": nil, "custom_fields_PO": nil, "tracking_event_id": nil])
    }
  }

  @Test("an unknown field is a usage error in every format, with rows and without", arguments: lists)
  func unknown(_ tasks: String) throws {
    let cli = try cli(tasks)
    for format in Format.names where format != "ids" {
      let run = cli.run("list", "tasks", "--fields", "id,nmae", "-o", format)
      #expect(run.code == 2, "\(format)")
      #expect(run.output == "")
      #expect(run.errors.contains("did you mean name?"))
    }
  }

  @Test("an unknown field of a write is noticed before anything is sent")
  func write() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    #expect(cli.run("track", "42", "--fields", "id,nope").code == 2)
    #expect(cli.lines == [])
    #expect(cli.run("track", "42", "--json", "--fields", "id,created").output.contains(#""created": null"#))
  }

  @Test("an object without a member has null for it")
  func object() throws {
    let cli = try CLIFixture(answers: ["GET /me": CLIFixture.me])
    #expect(
      try cli.run("show", "me", "--json", "--fields", "id,country,settings.timezone_iana").json()
        == ["id": 9001, "country": nil, "settings_timezone_iana": nil])
  }
}
